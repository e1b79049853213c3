package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A way to say which places of an image speak for a class. All methods take images as {@link
 * ImageClassifier} states, and return signed maps at their own resolution ({@link
 * Attribution#upsampled} brings them to the image's).
 *
 * <pre>{@code
 * for (AttributionMethod method : List.of(Occlusion.of(classifier), GradCam.of(classifier))) {
 *   Attribution map = method.attribute(image, 1);
 *   System.out.println(map);
 * }
 * }</pre>
 */
public interface AttributionMethod {

  /** The classifier that is explained. */
  ImageClassifier classifier();

  /**
   * The map of one image for one class.
   *
   * @param image {@code [C,H,W]} or {@code [1,C,H,W]}, 0..255; not changed
   * @param target index of the class
   * @throws IllegalArgumentException if the image has another shape or number of channels, or there
   *     is no such class
   */
  Attribution attribute(INDArray image, int target);

  /** The map for the class that the classifier predicts. */
  default Attribution attribute(INDArray image) {
    return attribute(image, classifier().predicted(image));
  }

  /** The map of an image at the size that the network expects. */
  default Attribution attribute(BufferedImage image, int target) {
    return attribute(classifier().pixels(image), target);
  }

  /** The same, for the class that the classifier predicts. */
  default Attribution attribute(BufferedImage image) {
    return attribute(classifier().pixels(image));
  }

  /**
   * The maps of several images.
   *
   * @param images {@code [N,C,H,W]}, 0..255; not changed
   * @param targets for each image the index of its class
   */
  default List<Attribution> attributeAll(INDArray images, int... targets) {
    classifier().requireBatch(images);
    Checks.require(
        targets.length == images.size(0),
        "targets must hold a class for each of %d images, held %d",
        images.size(0),
        targets.length);
    List<Attribution> maps = new ArrayList<>();
    for (int n = 0; n < targets.length; n++) {
      maps.add(attribute(images.slice(n), targets[n]));
    }
    return maps;
  }

  /** The maps of several images, each for the class that the classifier predicts. */
  default List<Attribution> attributeAll(INDArray images) {
    return attributeAll(images, classifier().predictedOf(images));
  }
}
