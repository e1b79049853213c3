package dev.blindspot.train.run.measure;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.ForeignModel;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.EvaluationRequest.Images;
import dev.blindspot.train.run.prepare.ModelInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of an evaluation, ours and others', and what images they take. */
public final class SavedModels {
  private final RunConfig config;
  private final EvaluationRequest request;

  /**
   * The models of a request.
   *
   * @throws UserError if there is a model of which nothing is said about its pixels
   */
  public SavedModels(RunConfig config, EvaluationRequest request) {
    this.config = config;
    this.request = request;
    request.requireKnownPixels();
  }

  /** That of the first model of ours, or what was asked for. */
  public int inputSize() {
    return firstOfOurs()
        .map(first -> request.images() == Images.ALL ? first.sizePx() : config.model().inputSize())
        .orElseGet(() -> asked(request.inputSize()));
  }

  private int asked(@Nullable Integer size) {
    return size == null ? config.model().inputSize() : size;
  }

  public Resize resize() {
    return firstOfOurs()
        .filter(first -> request.images() == Images.ALL)
        .map(ModelInput::resize)
        .orElse(config.data().resize());
  }

  private Optional<ModelInput> firstOfOurs() {
    return request.models().stream()
        .filter(ForeignModel::isOurs)
        .findFirst()
        .map(SavedModels::inputOf);
  }

  private static ModelInput inputOf(Path ours) {
    try (ModelFile.Loaded model = ModelFile.load(ours)) {
      return ModelInput.of(model.spec());
    }
  }

  /**
   * Checks every model.
   *
   * @throws UserError naming the first one that cannot be measured on such images
   */
  public void requireFit(int size, Resize resize, List<String> classes) {
    ModelInput expected = new ModelInput(size, resize, classes);
    for (Path model : request.models()) {
      if (ForeignModel.isOurs(model)) {
        requireAlike(model, expected);
      } else {
        requireAsManyClasses(model, expected);
      }
    }
  }

  private static void requireAlike(Path model, ModelInput expected) {
    ModelInput found = inputOf(model);
    if (!found.equals(expected)) {
      throw new UserError(
          "%s takes %s; the images have %s (set model.inputSize and data.resize, or measure it alone)"
              .formatted(model, found, expected));
    }
  }

  private void requireAsManyClasses(Path model, ModelInput expected) {
    try (ForeignModel foreign = ForeignModel.load(model, request.scaleOf(model))) {
      int found = foreign.classes(expected.sizePx());
      if (found != expected.classes().size()) {
        throw new UserError(
            "%s tells %d classes apart, the images have %d: %s"
                .formatted(model, found, expected.classes().size(), expected.classes()));
      }
    }
  }

  /** A model with what an evaluation needs of it; the caller closes it. */
  public EvaluatedModel open(Path model, EvaluationInputs materials) {
    return ForeignModel.isOurs(model)
        ? EvaluatedModel.load(model)
        : EvaluatedModel.of(ForeignModel.load(model, request.scaleOf(model)), materials);
  }
}
