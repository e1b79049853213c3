package dev.blindspot.train.model.foreign;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.model.PixelScale;
import java.io.Serializable;
import java.util.List;

/**
 * What a model of others takes and tells apart, all of it known.
 *
 * @param inputSize side of its square input in pixels
 * @param resize how images of any shape become that square
 * @param scale what is done to pixels first
 * @param classes names of its classes, in the order of its outputs
 * @param note what was found out when it was read, in one sentence
 */
public record ForeignSpec(
    int inputSize, Resize resize, PixelScale scale, List<String> classes, String note)
    implements Serializable {
  public ForeignSpec {
    classes = List.copyOf(classes);
  }
}
