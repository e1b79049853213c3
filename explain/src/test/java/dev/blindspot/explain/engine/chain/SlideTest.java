package dev.blindspot.explain.engine.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Against the definition: which outputs have the kernel over a changed place. */
class SlideTest {

  @Property(tries = 2000)
  void whatAChangeReachesAndWhatThatReads(
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 4) int stride,
      @ForAll @IntRange(min = 0, max = 2) int padding,
      @ForAll boolean same,
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = 0, max = 19) int from,
      @ForAll @IntRange(min = 1, max = 20) int length) {
    Slide slide = new Slide(kernel, stride, padding, same);
    Assume.that(same || size + 2 * padding >= kernel);
    Assume.that(from + length <= size);
    Span changed = new Span(from, from + length);
    Span reached = slide.reached(changed, size);
    List<Integer> outputs = new ArrayList<>();
    for (int output = 0; output < slide.outputs(size); output++) {
      Span read = slide.read(new Span(output, output + 1), size);
      assertThat(read.length()).isEqualTo(kernel);
      assertThat(read.from()).isEqualTo(output * stride - slide.before(size));
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

  @Test
  void sameModePutsTheSmallerHalfOfThePaddingInFront() {
    assertThat(new Slide(3, 1, 0, true).before(10)).isEqualTo(1);
    assertThat(new Slide(3, 2, 0, true).before(10)).isZero();
    assertThat(new Slide(3, 2, 0, true).before(11)).isEqualTo(1);
    assertThat(new Slide(4, 1, 0, true).before(10)).isEqualTo(1);
  }

  @Test
  void aKernelThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new Slide(5, 1, 1, false).outputs(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("size of a map must be >= 3 here, was 2");
  }

  @Test
  void grownSpansStayInsideTheMap() {
    assertThat(new Span(4, 6).grown(4, 20)).isEqualTo(new Span(4, 8));
    assertThat(new Span(18, 20).grown(4, 20)).isEqualTo(new Span(16, 20));
  }
}
