package dev.blindspot.train.run.prepare;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.model.foreign.OpenModel;
import java.util.List;
import java.util.Locale;

/**
 * What a model takes in and tells apart. Models can be compared, and measured on the images of a
 * configuration, when these are equal.
 */
public record ModelInput(int sizePx, Resize resize, List<String> classes) {
  private static final int MOST = 20;

  public static ModelInput of(OpenModel model) {
    return new ModelInput(model.inputSize(), model.resize(), model.classes());
  }

  public static ModelInput of(Preparation prepared) {
    return new ModelInput(
        prepared.config().model().inputSize(),
        prepared.config().data().resize(),
        prepared.manifest().classes());
  }

  @Override
  public String toString() {
    return "%d px (%s) and %s"
        .formatted(
            sizePx,
            resize.name().toLowerCase(Locale.ROOT),
            classes.size() > MOST ? classes.size() + " classes" : "classes " + classes);
  }
}
