package dev.blindspot.augment.datavec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitsTest {
  @Test
  void countsEveryKeyForItself() {
    Visits visits = new Visits(10);
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
    Visits visits = new Visits(2);
    visits.next(1);
    visits.next(2);
    assertThat(visits.next(3)).isZero();
    assertThat(visits.next(3)).isZero();
    assertThat(visits.next(2)).isEqualTo(1);
  }
}
