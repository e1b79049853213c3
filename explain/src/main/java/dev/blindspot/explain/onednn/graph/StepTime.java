package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Algorithm;
import java.util.List;
import java.util.Optional;

/**
 * A step of a network, and how long it takes. Sizes are those of a call: {@code [N,C,H,W]}, or
 * {@code [N,C]} without places.
 *
 * @param operation in words: "convolution 3x3, relu"
 * @param source sizes of what it reads; of several maps, the first one's
 * @param output sizes of what it writes
 * @param algorithm of a convolution; empty for everything else
 * @param implementation the library's name of the code, "jit_wino_4x3:avx512_core"
 * @param multiplications of direct convolution, padding included, and of dense layers
 * @param seconds of a call, median
 * @param directSeconds of a call where all convolutions are direct, median
 */
public record StepTime(
    String operation,
    List<Long> source,
    List<Long> output,
    Optional<Algorithm> algorithm,
    String implementation,
    long multiplications,
    double seconds,
    double directSeconds) {
  public StepTime {
    source = List.copyOf(source);
    output = List.copyOf(output);
  }
}
