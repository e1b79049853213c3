package dev.blindspot.train.model.backbone;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.nd4j.linalg.activations.Activation;

/**
 * A convolution with what follows it: batch normalisation or not, and an activation or not.
 *
 * @param kernel side in pixels
 * @param stride in pixels
 * @param channels of the output; a depthwise one has as many as its input
 * @param depthwise whether every channel is convolved with one filter of its own
 * @param padding around the input
 * @param epsilon added to the variance by batch normalisation; 0: there is none, but a bias
 * @param activation what comes last
 */
record ConvolutionUnit(
    int kernel,
    int stride,
    int channels,
    boolean depthwise,
    Padding padding,
    double epsilon,
    Activation activation) {

  /** How the input is padded with zeros. */
  enum Padding {
    /**
     * TensorFlow's rule: the output has the input's side divided by the stride, rounded up; where
     * the padding is odd, there is one pixel more at the right and at the bottom.
     */
    SAME,
    /** Half the kernel on every side, as Caffe and PyTorch do. */
    CENTRED
  }

  /** With stride 1, a bias, and an activation; the others change one thing each. */
  static ConvolutionUnit of(int kernel, int channels, Padding padding, Activation activation) {
    return new ConvolutionUnit(kernel, 1, channels, false, padding, 0, activation);
  }

  ConvolutionUnit stride(int pixels) {
    return new ConvolutionUnit(kernel, pixels, channels, depthwise, padding, epsilon, activation);
  }

  ConvolutionUnit normalised(double added) {
    return new ConvolutionUnit(kernel, stride, channels, depthwise, padding, added, activation);
  }

  ConvolutionUnit perChannel() {
    return new ConvolutionUnit(kernel, stride, channels, true, padding, epsilon, activation);
  }

  boolean hasNorm() {
    return epsilon > 0;
  }

  boolean isActive() {
    return activation != Activation.IDENTITY;
  }

  /** The convolution as a standard layer, with the activation where no normalisation follows. */
  ConvolutionLayer layer() {
    return depthwise
        ? configured(new DepthwiseConvolution2D.Builder().kernelSize(kernel, kernel)).build()
        : configured(new ConvolutionLayer.Builder(kernel, kernel)).build();
  }

  private <B extends ConvolutionLayer.BaseConvBuilder<B>> B configured(B layer) {
    int around = padding == Padding.CENTRED ? kernel / 2 : 0;
    layer
        .stride(stride, stride)
        .padding(around, around)
        .convolutionMode(padding == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .nOut(channels)
        .hasBias(!hasNorm())
        .activation(hasNorm() ? Activation.IDENTITY : activation);
    return layer;
  }
}
