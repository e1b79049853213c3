package dev.blindspot.explain.engine.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.onednn.graph.Sliding;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Against the definition: which outputs have the kernel over a changed place. */
class ReachTest {

  @Property(tries = 2000)
  void whatAChangeReachesAndWhatThatReads(
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 4) int stride,
      @ForAll @IntRange(min = 0, max = 2) int padding,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll Sliding.End end,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = 0, max = 19) int from,
      @ForAll @IntRange(min = 1, max = 20) int length) {
    Sliding sliding = sliding(kernel, stride, padding, dilation, end);
    Assume.that(end == Sliding.End.SAME || size + 2 * padding >= sliding.reach());
    Assume.that(from + length <= size);
    Span changed = new Span(from, from + length);
    Span reached = Reach.reached(sliding, changed, size);
    List<Integer> outputs = new ArrayList<>();
    for (int output = 0; output < Reach.outputs(sliding, size); output++) {
      Span read = Reach.read(sliding, new Span(output, output + 1), size);
      assertThat(read.length()).isEqualTo(sliding.reach());
      assertThat(read.from()).isEqualTo(output * stride - sliding.over(size).before());
      if (read.from() < changed.to() && read.to() > changed.from()) {
        outputs.add(output);
      }
    }
    if (outputs.isEmpty()) {
      assertThat(reached.isEmpty()).isTrue();
    } else {
      assertThat(reached).isEqualTo(new Span(outputs.get(0), outputs.get(outputs.size() - 1) + 1));
    }
  }

  private static Sliding sliding(
      int kernel, int stride, int padding, int dilation, Sliding.End end) {
    return new Sliding(kernel, stride, padding, padding, dilation, end);
  }

  @Test
  void theLastStepOfCeilBeginsWithinTheMapOrItsFrontPadding() {
    assertThat(Reach.outputs(sliding(3, 2, 0, 1, Sliding.End.CEIL), 6)).isEqualTo(3);
    assertThat(Reach.outputs(sliding(3, 2, 0, 1, Sliding.End.FLOOR), 6)).isEqualTo(2);
    assertThat(Reach.outputs(sliding(2, 2, 1, 1, Sliding.End.CEIL), 3)).isEqualTo(2);
  }

  @Test
  void sameModePutsTheSmallerHalfOfThePaddingInFront() {
    assertThat(new Sliding(3, 1, 0, true, 1).over(10).before()).isEqualTo(1);
    assertThat(new Sliding(3, 2, 0, true, 1).over(10).before()).isZero();
    assertThat(new Sliding(3, 2, 0, true, 1).over(11).before()).isEqualTo(1);
    assertThat(new Sliding(4, 1, 0, true, 1).over(10).before()).isEqualTo(1);
  }

  @Test
  void aKernelThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Reach.outputs(Sliding.of(5, 1, 1), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("size of a map must be >= 3 here, was 2");
  }

  @Test
  void grownSpansStayInsideTheMap() {
    assertThat(new Span(4, 6).grown(4, 20)).isEqualTo(new Span(4, 8));
    assertThat(new Span(18, 20).grown(4, 20)).isEqualTo(new Span(16, 20));
  }
}
