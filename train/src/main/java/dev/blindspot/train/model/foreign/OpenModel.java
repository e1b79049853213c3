package dev.blindspot.train.model.foreign;

import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.train.config.DataConfig.Resize;
import java.util.List;

/**
 * A model, whoever made it, ready to be scored and explained.
 *
 * @param inputSize side of its square input in pixels
 * @param resize how images of any shape become that square
 * @param classes names of its classes, in the order of its outputs
 * @param scaling what is done to pixels before the first layer
 * @param classifier for BGR images of 0..255
 * @param network what the classifier reads
 */
public record OpenModel(
    int inputSize,
    Resize resize,
    List<String> classes,
    InputScaling scaling,
    ImageClassifier classifier,
    AutoCloseable network)
    implements AutoCloseable {

  @Override
  public void close() {
    classifier.close();
    try {
      network.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
