package dev.blindspot.explain.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a class activation map and Score-CAM read of a network's inside, whatever runs it. A
 * classifier without gradients can have it.
 */
public interface FeatureReader {

  /**
   * Name of the layer whose output is the last convolution's features, with the activation and
   * batch norm right behind it.
   *
   * @throws IllegalArgumentException if the network has no convolution
   */
  String lastFeatures();

  /**
   * The end of the network, from its features to its classes.
   *
   * @throws IllegalArgumentException if it does not end in global average pooling and one dense
   *     layer; the message says what was found and what is needed
   */
  GapHead gapHead();

  /**
   * What a layer puts out.
   *
   * @param layer its name
   * @param images as the classifier takes them: {@code [N,C,H,W]}, 0..255; not changed
   * @return {@code [N,C,h,w]} float32, channels first whatever the network's layout
   * @throws IllegalArgumentException if there is no such layer, or it puts out something else
   */
  INDArray features(String layer, INDArray images);
}
