package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegionTest {
  private static final int MAX = Integer.MAX_VALUE;

  @Test
  void iouIsIntersectionOverUnion() {
    Region square = new Region(0, 0, 4, 4);
    assertThat(square.iou(square)).isEqualTo(1);
    assertThat(square.iou(new Region(2, 0, 4, 4))).isEqualTo(8 / 24.0);
    assertThat(square.iou(new Region(1, 1, 2, 2))).isEqualTo(4 / 16.0);
    assertThat(square.iou(new Region(4, 0, 4, 4))).isZero(); // they touch
    assertThat(square.iou(new Region(-9, -9, 2, 2))).isZero(); // apart along both axes
  }

  @Test
  void thoseSideBySideTouchEvenAtACorner() {
    Region square = new Region(4, 4, 4, 4);
    assertThat(square.touches(new Region(5, 5, 1, 1))).isTrue();
    assertThat(square.touches(new Region(8, 8, 2, 2))).isTrue();
    assertThat(square.touches(new Region(2, 5, 2, 2))).isTrue();
    assertThat(square.touches(new Region(9, 4, 2, 2))).isFalse();
    assertThat(square.touches(new Region(4, 1, 2, 2))).isFalse();
    assertThat(new Region(5, 5, MAX, MAX).touches(square)).isTrue();
  }

  @Test
  void aUnionIsTheRectangleAroundBoth() {
    Region square = new Region(4, 4, 4, 4);
    assertThat(square.union(new Region(9, 2, 2, 1))).isEqualTo(new Region(4, 2, 7, 6));
    assertThat(square.union(new Region(5, 5, 1, 1))).isEqualTo(square);
    Region wide = new Region(1, 0, MAX, 1);
    assertThat(wide.union(new Region(2, 0, MAX - 1, 1))).isEqualTo(wide);
    assertThatThrownBy(() -> wide.union(new Region(0, 0, 1, 1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void containsItsFirstAndNotItsEndPixels() {
    Region region = new Region(2, 1, 3, 2);
    assertThat(region.contains(1, 2)).isTrue();
    assertThat(region.contains(2, 4)).isTrue();
    assertThat(region.contains(3, 2)).isFalse();
    assertThat(region.contains(1, 5)).isFalse();
    assertThat(region.area()).isEqualTo(6);
  }

  @Test
  void isNeverEmpty() {
    assertThatThrownBy(() -> new Region(0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width must be >= 1, was 0");
    assertThatThrownBy(() -> new Region(0, 0, 1, -1)).hasMessage("height must be >= 1, was -1");
  }
}
