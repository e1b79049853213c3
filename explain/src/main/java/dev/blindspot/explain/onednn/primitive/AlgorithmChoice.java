package dev.blindspot.explain.onednn.primitive;

import java.util.Locale;

/**
 * How convolutions of one shape are computed, and why.
 *
 * @param direction what is computed
 * @param shape what was measured; larger batches of it are computed in the same way
 * @param algorithm the faster one
 * @param implementation oneDNN's name of its code
 * @param directMs best time of direct convolution in ms; NaN where nothing was measured
 * @param winogradMs best time of Winograd's in ms; NaN where oneDNN has it not for this shape
 */
public record AlgorithmChoice(
    Direction direction,
    ConvolutionShape shape,
    Algorithm algorithm,
    String implementation,
    double directMs,
    double winogradMs) {

  @Override
  public String toString() {
    String measured =
        Double.isNaN(winogradMs)
            ? ""
            : String.format(
                Locale.ROOT, ", direct %.2f ms, Winograd %.2f ms", directMs, winogradMs);
    return "%s %s: %s%s"
        .formatted(direction.name().toLowerCase(Locale.ROOT), shape, implementation, measured);
  }
}
