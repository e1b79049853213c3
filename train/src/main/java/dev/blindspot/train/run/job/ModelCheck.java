package dev.blindspot.train.run.job;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.inspect.Mapper;
import dev.blindspot.train.model.foreign.ForeignSpec;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.run.job.ExplainJob.Unsupported;
import dev.blindspot.train.run.prepare.ModelInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether models can be compared, and which maps all of them have. */
record ModelCheck(
    Map<String, ModelSource> models, ExplanationConfig settings, Unsupported unsupported) {
  private static final Rgb GREY = new Rgb(127, 127, 127);

  /**
   * What may be drawn.
   *
   * @param notes what was found out of the models
   */
  record Checked(ExplanationConfig settings, List<String> notes) {}

  /**
   * Opens every model once.
   *
   * @throws UserError if inputs or classes differ, or there are no maps to draw
   */
  Checked check() {
    List<String> notes = new ArrayList<>();
    Set<MapMethod> left = EnumSet.copyOf(settings.methods());
    ModelInput expected = null;
    for (Map.Entry<String, ModelSource> model : models.entrySet()) {
      ForeignSpec foreign = model.getValue().spec();
      if (foreign != null) {
        notes.add(model.getKey() + ": " + foreign.note());
      }
      OpenModel open = model.getValue().open();
      ModelInput found = ModelInput.of(open);
      try (Mapper mapper = new Mapper(open, settings, GREY)) {
        expected = expected == null ? found : expected;
        requireAlike(expected, found, model.getValue());
        for (MapMethod method : settings.methods()) {
          mapper.refusal(method).ifPresent(why -> leaveOut(method, why, mapper, left, notes));
        }
      }
    }
    if (left.isEmpty()) {
      throw new UserError("none of the maps can be drawn: " + String.join(" ", notes));
    }
    return new Checked(
        settings.drawing(settings.methods().stream().filter(left::contains).toList()), notes);
  }

  private void requireAlike(ModelInput expected, ModelInput found, ModelSource model) {
    if (!found.equals(expected)) {
      throw new UserError(
          "models must have the same input and classes to be compared: %s has %s, %s has %s"
              .formatted(models.values().iterator().next().file(), expected, model.file(), found));
    }
  }

  private void leaveOut(
      MapMethod method, String why, Mapper mapper, Set<MapMethod> left, List<String> notes) {
    if (unsupported == Unsupported.REFUSE) {
      throw new UserError(
          "--method %s: %s It can be explained by %s."
              .formatted(method.shortName(), why, possible(mapper)));
    }
    if (left.remove(method)) {
      notes.add(method.title() + " is left out. " + why);
    }
  }

  private static String possible(Mapper mapper) {
    return Arrays.stream(MapMethod.values())
        .filter(method -> mapper.refusal(method).equals(Optional.empty()))
        .map(MapMethod::shortName)
        .collect(Collectors.joining(", "));
  }
}
