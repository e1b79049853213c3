package dev.blindspot.train.model;

import dev.blindspot.train.error.UserError;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Recognises the first convolution of the VGG16 that Simonyan and Zisserman trained on ImageNet,
 * and how its axes lie, by numbers that are published of it, and that of Keras's MobileNetV2 at
 * width 0.35. Wrong axes and colours load without a word and cost accuracy only.
 *
 * <p>What is known, without the file: prints of {@code VGG16(weights='imagenet')} in Keras show
 * {@code kernel[0][0]} of the first and the last three filters; a program that reads the file lists
 * nine weights of the first filter's first channel and ten biases. Where both show a number, they
 * agree. The same network in MatConvNet, which is fed red first, begins with 0.4800154 and the same
 * bias: that is Keras's <em>third</em> channel, so Keras's first one is blue. It shows in the signs
 * of filter 1, which answers to colour: positive in blue and green, negative in red.
 */
enum FirstConvolution {
  /** As published, blue first. */
  VGG16_BGR("VGG16 of ImageNet, channels in the order blue, green, red"),
  /** Nearly so, as after fine-tuning. */
  NEAR_VGG16_BGR("close to VGG16 of ImageNet, channels in the order blue, green, red"),
  /** The same filters with red first. */
  VGG16_RGB("VGG16 of ImageNet with its channels in the order red, green, blue"),
  /** The same filters, turned by 180 degrees, as Theano's convolution wants them. */
  VGG16_FLIPPED("VGG16 of ImageNet with kernels turned by 180 degrees, as Theano had them"),
  /** Of Keras, which feeds it red first; turned round when it is read. */
  MOBILENET_V2("MobileNetV2 of ImageNet at width 0.35, channels in the order blue, green, red"),
  /** Filters of another network. */
  OTHER("not the first convolution of VGG16 or MobileNetV2 as trained on ImageNet");

  static final String LAYER = "block1_conv1";
  static final String MOBILENET_LAYER = "Conv1";

  /** {@code kernel[y][x][0][0]} of MobileNetV2 in Keras's file: red of the first filter. */
  static final float[][] MOBILENET_RED = {
    {0.05361931f, -0.24111664f, 0.19482625f},
    {0.054503437f, -0.24493314f, 0.22157173f},
    {-0.0030839029f, -0.07166154f, 0.06586038f}
  };

  /** Numbers of the filters in {@link #CORNER}. */
  static final int[] FILTERS = {0, 1, 2, 61, 62, 63};

  /** {@code kernel[0][0][channel]} of these filters, blue first. */
  static final float[][] CORNER = {
    {0.42947057f, 0.11727387f, 0.03401296f, -0.13224158f, -0.053347524f, 0.007577384f},
    {0.55037946f, 0.020877438f, 0.098831154f, -0.08482055f, -0.051138915f, 0.037494343f},
    {0.4800154f, -0.17269668f, 0.037557714f, -0.12713556f, -0.050299164f, 0.034896567f}
  };

  /** {@code kernel[y][x][0][0]}: blue of the first filter. */
  static final float[][] BLUE = {
    {0.42947057f, 0.373467f, -0.061360113f},
    {0.27476987f, 0.038680777f, -0.36722335f},
    {-0.05746817f, -0.26224968f, -0.35009676f}
  };

  /** The first ten biases. */
  static final float[] BIASES = {
    0.73429835f, 0.093403675f, 0.06775674f, 0.8862966f, 0.25994542f,
    0.66426694f, -0.015828926f, 0.3249065f, 0.68600726f, 0.062479325f
  };

  /** The prints are rounded to float32. */
  private static final double EXACT = 1e-6;

  /** A tenth of what blue and red of filter 1 differ by. */
  private static final double NEAR = 0.03;

  private final String sentence;

  FirstConvolution(String sentence) {
    this.sentence = sentence;
  }

  /** Recognises the first convolution of a standard graph. */
  static FirstConvolution of(ComputationGraph graph) {
    if (graph.getVertex(LAYER) != null) {
      return of(graph.getParam(LAYER + "_W"), graph.getParam(LAYER + "_b"));
    }
    boolean mobile = graph.getVertex(MOBILENET_LAYER) != null;
    return mobile && isMobileNet(graph.getParam(MOBILENET_LAYER + "_W")) ? MOBILENET_V2 : OTHER;
  }

  private static boolean isMobileNet(INDArray kernel) {
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        if (isFar(kernel.getDouble(0, 2, y, x), MOBILENET_RED[y][x], EXACT)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Recognises a convolution.
   *
   * @param kernel {@code [out, in, height, width]}
   * @param bias {@code [1, out]}
   */
  static FirstConvolution of(INDArray kernel, INDArray bias) {
    if (!Arrays.equals(kernel.shape(), new long[] {64, 3, 3, 3}) || !hasBiases(bias, NEAR)) {
      return OTHER;
    }
    if (matches(kernel, false, false, NEAR)) {
      boolean exact = matches(kernel, false, false, EXACT) && hasBiases(bias, EXACT);
      return exact ? VGG16_BGR : NEAR_VGG16_BGR;
    }
    if (matches(kernel, true, false, NEAR)) {
      return VGG16_RGB;
    }
    return matches(kernel, false, true, NEAR) || matches(kernel, true, true, NEAR)
        ? VGG16_FLIPPED
        : OTHER;
  }

  private static boolean hasBiases(INDArray bias, double tolerance) {
    for (int i = 0; i < BIASES.length; i++) {
      if (isFar(bias.getDouble(i), BIASES[i], tolerance)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(
      INDArray kernel, boolean redFirst, boolean flipped, double tolerance) {
    for (int c = 0; c < 3; c++) {
      for (int f = 0; f < FILTERS.length; f++) {
        int channel = redFirst ? 2 - c : c;
        int corner = flipped ? 2 : 0;
        if (isFar(kernel.getDouble(FILTERS[f], channel, corner, corner), CORNER[c][f], tolerance)) {
          return false;
        }
      }
    }
    int blue = redFirst ? 2 : 0;
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        double weight = kernel.getDouble(0, blue, flipped ? 2 - y : y, flipped ? 2 - x : x);
        if (isFar(weight, BLUE[y][x], tolerance)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFar(double found, float published, double tolerance) {
    return !(Math.abs(found - published) <= tolerance);
  }

  /**
   * Refuses what would be fed wrong colours or is turned.
   *
   * @param file named in the message
   */
  void requireUsable(Object file) {
    if (this == VGG16_RGB || this == VGG16_FLIPPED) {
      throw new UserError(
          ("weights: %s holds %s. Blindspot shows its networks blue first and does not turn"
                  + " kernels: take Keras's own file ('weights: imagenet'), or convert this one")
              .formatted(file, sentence));
    }
  }

  /** Refuses everything but the published filters as they are published. */
  void requireImagenet(Object file) {
    requireUsable(file);
    if (this != VGG16_BGR && this != MOBILENET_V2) {
      throw new UserError(
          "weights: the first convolution of %s is %s; delete the file and fetch it again, or say where your own"
                  .formatted(file, sentence)
              + " weights are from by weights: {keras: {file: ...}} or {zip: ...}");
    }
  }

  @Override
  public String toString() {
    return sentence;
  }
}
