package dev.blindspot.train.run.prepare;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.model.ModelSpec;
import java.util.List;
import java.util.Locale;

/**
 * What a model takes in and tells apart. Models can be compared, and measured on the images of a
 * configuration, when these are equal.
 */
public record ModelInput(int sizePx, Resize resize, List<String> classes) {
  public static ModelInput of(ModelSpec spec) {
    return new ModelInput(spec.inputSize(), spec.resize(), spec.classes());
  }

  public static ModelInput of(Preparation prepared) {
    return new ModelInput(
        prepared.config().model().inputSize(),
        prepared.config().data().resize(),
        prepared.manifest().classes());
  }

  @Override
  public String toString() {
    return "%d px (%s) and classes %s"
        .formatted(sizePx, resize.name().toLowerCase(Locale.ROOT), classes);
  }
}
