package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.map.Attribution;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalisationTest {
  // 2 x 3: the left column holds 1 + 3 of 8, -5 does not count
  private static final Attribution MAP =
      new Attribution("m", 0, 2, 3, new float[] {1, 0, 4, 3, -5, 0});

  @Test
  void massShareStandsBesideTheAreaShare() {
    MassShare share = Localisation.massShare(MAP, List.of(new Region(0, 0, 1, 2)));
    assertThat(share.mass().value()).isEqualTo(0.5);
    assertThat(share.area()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(share.concentration().value()).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void overlappingRegionsCountOnceAndTheOutsideDoesNotCount() {
    List<Region> regions = List.of(new Region(-5, -5, 6, 7), new Region(0, 0, 1, 9));
    assertThat(Localisation.massShare(MAP, regions).mass().value()).isEqualTo(0.5);
    assertThat(Localisation.massShare(MAP, regions).area()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void massShareIsUndefinedWithoutMass() {
    Attribution negative = new Attribution("m", 0, 1, 2, new float[] {-1, 0});
    MassShare share = Localisation.massShare(negative, List.of(new Region(0, 0, 1, 1)));
    assertThat(share.mass()).isEqualTo(Measurement.undefined("the map has no positive value"));
    assertThat(share.concentration().defined()).isFalse();
    assertThat(share.area()).isEqualTo(0.5);
    Attribution nan = new Attribution("m", 0, 1, 2, new float[] {1, Float.NaN});
    assertThat(Localisation.massShare(nan, List.of()).mass().reason()).contains("NaN");
    assertThat(Localisation.massShare(MAP, List.of()).concentration().reason())
        .isEqualTo("the region lies outside of the map");
  }

  @Test
  void pointingGameLooksForTheMaximum() {
    assertThat(hit(new Region(2, 0, 1, 1), 0)).isEqualTo(1);
    assertThat(hit(new Region(0, 0, 2, 2), 0)).isZero();
    assertThat(hit(new Region(0, 0, 2, 2), 1)).isEqualTo(1); // a miss by one pixel
    assertThat(hit(new Region(0, 0, 1, 2), 1)).isZero();
    Attribution flat = new Attribution("m", 0, 1, 2, new float[] {2, 2});
    assertThat(Localisation.pointingGame(flat, List.of(new Region(0, 0, 2, 1)), 0))
        .isEqualTo(Measurement.undefined("the map is flat"));
    assertThatThrownBy(() -> Localisation.pointingGame(MAP, List.of(), -1))
        .hasMessage("tolerancePx must be >= 0, was -1");
  }

  private static double hit(Region region, int tolerance) {
    return Localisation.pointingGame(MAP, List.of(region), tolerance).value();
  }
}
