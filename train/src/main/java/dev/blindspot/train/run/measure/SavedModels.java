package dev.blindspot.train.run.measure;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.foreign.ForeignSpec;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.EvaluationRequest.Images;
import dev.blindspot.train.run.prepare.ModelInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The models of an evaluation, ours and others', and what images they take. */
public final class SavedModels {
  private final RunConfig config;
  private final EvaluationRequest request;
  private final Map<String, ModelSource> sources;

  /**
   * The models of a request.
   *
   * @throws UserError if there is a model of which nothing is said about its pixels
   */
  public SavedModels(RunConfig config, EvaluationRequest request) {
    this.config = config;
    this.request = request;
    this.sources = request.models().sources(config.model().inputSize());
  }

  /** All models by short names. */
  public Map<String, ModelSource> sources() {
    return sources;
  }

  /** That of the first model of ours, or of the first of others. */
  public int inputSize() {
    return firstOfOurs()
        .map(first -> request.images() == Images.ALL ? first.sizePx() : config.model().inputSize())
        .or(() -> firstOfOthers().map(ForeignSpec::inputSize))
        .orElseGet(() -> config.model().inputSize());
  }

  public Resize resize() {
    return firstOfOurs()
        .filter(first -> request.images() == Images.ALL)
        .map(ModelInput::resize)
        .orElse(config.data().resize());
  }

  private Optional<ModelInput> firstOfOurs() {
    return sources.values().stream()
        .filter(source -> source.spec() == null)
        .findFirst()
        .map(SavedModels::inputOf);
  }

  private Optional<ForeignSpec> firstOfOthers() {
    return sources.values().stream().map(ModelSource::spec).flatMap(Stream::ofNullable).findFirst();
  }

  private static ModelInput inputOf(ModelSource source) {
    try (OpenModel model = source.open()) {
      return ModelInput.of(model);
    }
  }

  /**
   * Checks every model.
   *
   * @throws UserError naming the first one that cannot be measured on such images
   */
  public void requireFit(int size, Resize resize, List<String> classes) {
    ModelInput expected = new ModelInput(size, resize, classes);
    for (ModelSource source : sources.values()) {
      ForeignSpec foreign = source.spec();
      if (foreign == null) {
        requireAlike(source, expected);
      } else {
        requireFit(source, foreign, expected);
      }
    }
  }

  private static void requireAlike(ModelSource source, ModelInput expected) {
    ModelInput found = inputOf(source);
    if (!found.equals(expected)) {
      throw new UserError(
          "%s takes %s; the images have %s (set model.inputSize and data.resize, or measure it alone)"
              .formatted(source.file(), found, expected));
    }
  }

  /** Names of classes of others are not compared: they may be numbers. */
  private static void requireFit(ModelSource source, ForeignSpec found, ModelInput expected) {
    if (found.classes().size() != expected.classes().size()) {
      throw new UserError(
          "%s tells %d classes apart, the images have %d: %s"
              .formatted(
                  source.file(),
                  found.classes().size(),
                  expected.classes().size(),
                  expected.classes()));
    }
    if (found.inputSize() != expected.sizePx()) {
      throw new UserError(
          "%s takes images of %d pixels, the other models of %d: measure them apart"
              .formatted(source.file(), found.inputSize(), expected.sizePx()));
    }
  }
}
