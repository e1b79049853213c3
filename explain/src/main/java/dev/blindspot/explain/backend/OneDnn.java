package dev.blindspot.explain.backend;

import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Switches Deeplearning4j's oneDNN convolutions on. Stock Deeplearning4j 1.0.0-M2.1 never uses
 * oneDNN, whichever jar is chosen, and is five to seven times slower for it. Three things are
 * needed: an nd4j-native jar with an {@code -onednn} classifier (the build brings it), the helpers
 * allowed by a system property, and the class {@link org.nd4j.nativeblas.Nd4jCpu} on the class path
 * (this module brings it).
 *
 * <p>Call {@link #enable} once, before any layer is made: layers choose their implementation when
 * they are constructed.
 */
public final class OneDnn {
  private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

  private OneDnn() {}

  /**
   * Allows the oneDNN helpers for all layers that are constructed from now on. Does no harm on a
   * backend without oneDNN.
   *
   * @return what will be used
   */
  public static Status enable() {
    System.setProperty(HELPERS_DISABLED, "false");
    return status();
  }

  /**
   * Makes layers that are constructed from now on use Deeplearning4j's own slow path; for
   * comparisons.
   */
  public static void disable() {
    System.setProperty(HELPERS_DISABLED, "true");
  }

  /** What layers that are constructed now use. */
  public static Status status() {
    if (!Nd4j.getEnvironment().isCPU()) {
      return Status.NOT_A_CPU;
    }
    if (!libraryHasIt()) {
      return Status.NOT_IN_LIBRARY;
    }
    boolean helpers = !Boolean.parseBoolean(System.getProperty(HELPERS_DISABLED, "true"));
    return helpers && BaseMKLDNNHelper.mklDnnEnabled() ? Status.IN_USE : Status.DISABLED;
  }

  /** Whether ND4J runs on its CPU backend and the loaded native library was built with oneDNN. */
  public static boolean libraryHasIt() {
    return Nd4j.getEnvironment().isCPU()
        && NativeOpsHolder.getInstance()
            .getDeviceNativeOps()
            .buildInfo()
            .toUpperCase(Locale.ROOT)
            .contains("HAVE_ONEDNN");
  }

  /**
   * Refuses graphs that Deeplearning4j would train with silently wrong gradients: its own
   * convolution layers in NHWC that were made while oneDNN was in use (seen with 1.0.0-M2.1; VGG16
   * is NaN at the second step). NHWC inference is right.
   *
   * @throws IllegalArgumentException if the graph holds such a layer
   */
  public static void requireTrainable(ComputationGraph graph) {
    for (Layer layer : graph.getLayers()) {
      if (isFastAndWrong(
          layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer)) {
        throw new IllegalArgumentException(
            "Layer '%s' is an NHWC convolution: Deeplearning4j computes wrong gradients for it while oneDNN is in use."
                    .formatted(layer.conf().getLayer().getLayerName())
                + " Build the graph in NCHW, or call OneDnn.disable() before building it.");
      }
    }
  }

  /**
   * What counts is the layer's own helper: it was chosen when the layer was made, whatever the
   * setting is by now.
   */
  private static boolean isFastAndWrong(Layer layer) {
    return layer.getClass() == org.deeplearning4j.nn.layers.convolution.ConvolutionLayer.class
        && layer.getHelper() != null
        && layer.conf().getLayer() instanceof ConvolutionLayer convolution
        && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC;
  }

  /** Whether oneDNN is used. */
  public enum Status {
    /** Convolutions run on oneDNN. */
    IN_USE("oneDNN is in use"),
    /** The library has oneDNN, but the helpers are switched off; call {@link OneDnn#enable}. */
    DISABLED("oneDNN is available but switched off"),
    /** The native library on the class path is one without oneDNN. */
    NOT_IN_LIBRARY(
        "this nd4j-native library was built without oneDNN; take one with an -onednn classifier"),
    /** ND4J runs on another backend than the CPU's, where oneDNN does not apply. */
    NOT_A_CPU("ND4J does not run on its CPU backend");

    private final String sentence;

    Status(String sentence) {
      this.sentence = sentence;
    }

    @Override
    public String toString() {
      return sentence;
    }
  }
}
