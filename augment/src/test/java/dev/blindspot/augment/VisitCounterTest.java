package dev.blindspot.augment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitCounterTest {
  @Test
  void countsEveryKeyForItself() {
    VisitCounter visits = new VisitCounter(10);
    assertThat(visits.next(1)).isZero();
    assertThat(visits.next(2)).isZero();
    assertThat(visits.next(1)).isEqualTo(1);
    assertThat(visits.next(1)).isEqualTo(2);
    assertThat(visits.next(2)).isEqualTo(1);
    visits.clear();
    assertThat(visits.next(1)).isZero();
  }

  @Test
  void keysBeyondTheLimitAreNotKept() {
    VisitCounter visits = new VisitCounter(2);
    visits.next(1);
    visits.next(2);
    assertThat(visits.next(3)).isZero();
    assertThat(visits.next(3)).isZero();
    assertThat(visits.next(2)).isEqualTo(1);
  }
}
