package dev.blindspot.train.model;

import static java.util.stream.Collectors.joining;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.KnownFilters.Weight;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whose the first convolution of a network is, and how its axes lie, by the {@link KnownFilters}.
 * Wrong axes and colours load without a word and cost accuracy only.
 *
 * @param form in which known filters were found; null: they are those of another network
 * @param sentence that says so
 */
record FirstConvolution(@Nullable Form form, String sentence) {
  static final FirstConvolution OTHER =
      new FirstConvolution(
          null,
          "not the first convolution of "
              + KnownFilters.ALL.stream().map(KnownFilters::network).collect(joining(" or ")));

  /** The prints are rounded to float32. */
  private static final double EXACT = 1e-6;

  /** A tenth of what blue and red of VGG16's filter 1 differ by. */
  private static final double NEAR_BY = 0.03;

  /** How known filters may be found; the first that holds is said. */
  enum Form {
    AS_PUBLISHED("%s, channels in the order blue, green, red", false, false, EXACT),
    /** Nearly so, as after fine-tuning. */
    NEAR("close to %s, channels in the order blue, green, red", false, false, NEAR_BY),
    RED_FIRST("%s with its channels in the order red, green, blue", true, false, NEAR_BY),
    /** By 180 degrees, as Theano's convolution wants them. */
    TURNED("%s with kernels turned by 180 degrees, as Theano had them", false, true, NEAR_BY),
    TURNED_RED_FIRST(
        "%s with kernels turned by 180 degrees and channels in the order red, green, blue",
        true, true, NEAR_BY);

    private final String sentence;
    private final boolean redFirst;
    private final boolean turned;
    private final double tolerance;

    Form(String sentence, boolean redFirst, boolean turned, double tolerance) {
      this.sentence = sentence;
      this.redFirst = redFirst;
      this.turned = turned;
      this.tolerance = tolerance;
    }

    private boolean holds(KnownFilters known, INDArray kernel, @Nullable INDArray bias) {
      return kernel.size(0) == known.filters()
          && known.weights().stream().allMatch(weight -> isNear(at(kernel, weight), weight.value()))
          && hasBiases(known, bias);
    }

    private double at(INDArray kernel, Weight weight) {
      return kernel.getDouble(
          weight.filter(),
          redFirst ? 2 - weight.channel() : weight.channel(),
          turned ? kernel.size(2) - 1 - weight.row() : weight.row(),
          turned ? kernel.size(3) - 1 - weight.column() : weight.column());
    }

    private boolean hasBiases(KnownFilters known, @Nullable INDArray bias) {
      for (int i = 0; i < known.biases().size(); i++) {
        if (bias == null || !isNear(bias.getDouble(i), known.biases().get(i))) {
          return false;
        }
      }
      return true;
    }

    private boolean isNear(double found, double published) {
      return Math.abs(found - published) <= tolerance;
    }
  }

  /** Recognises the first convolution of a standard graph. */
  static FirstConvolution of(ComputationGraph graph) {
    return KnownFilters.ALL.stream()
        .filter(known -> graph.getVertex(known.layer()) != null)
        .flatMap(
            known ->
                find(
                    known,
                    graph.getParam(known.layer() + "_W"),
                    graph.getParam(known.layer() + "_b"))
                    .stream())
        .findFirst()
        .orElse(OTHER);
  }

  /**
   * Recognises known filters, in whatever form.
   *
   * @param kernel {@code [out, in, height, width]}
   * @param bias {@code [1, out]}; null if there is none
   */
  static Optional<FirstConvolution> find(
      KnownFilters known, INDArray kernel, @Nullable INDArray bias) {
    return Stream.of(Form.values())
        .filter(form -> form.holds(known, kernel, bias))
        .findFirst()
        .map(form -> new FirstConvolution(form, form.sentence.formatted(known.network())));
  }

  /**
   * Refuses what would be fed wrong colours or is turned.
   *
   * @param file named in the message
   */
  void requireUsable(Object file) {
    if (form != null && (form.redFirst || form.turned)) {
      throw new UserError(
          ("weights: %s is read as %s. Blindspot shows its networks blue first and does not turn"
                  + " kernels: take Keras's own file ('weights: imagenet'), or convert this one")
              .formatted(file, sentence));
    }
  }

  /** Refuses everything but the published filters as they are published. */
  void requireImagenet(Object file) {
    requireUsable(file);
    if (form != Form.AS_PUBLISHED) {
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
