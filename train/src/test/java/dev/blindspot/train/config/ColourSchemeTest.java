package dev.blindspot.train.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.render.ColourMap;
import dev.blindspot.explain.render.ColourScale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourSchemeTest {
  private static final List<Attribution> MAPS =
      List.of(
          new Attribution("CAM", 1, 1, 2, new float[] {-3, 2}),
          new Attribution("CAM", 1, 1, 2, new float[] {0, 1}));

  @Test
  void bothDirectionsHaveTheirOwnColourUnlessOneMapOfColoursIsAskedFor() {
    assertThat(ColourScheme.AUTO.scale(true, MAPS))
        .isEqualTo(new ColourScale(ColourMap.DIVERGING, -3, 3));
    assertThat(ColourScheme.AUTO.scale(false, MAPS))
        .isEqualTo(new ColourScale(ColourMap.INFERNO, 0, 2));
  }

  @ParameterizedTest
  @CsvSource({"INFERNO, INFERNO", "VIRIDIS, VIRIDIS", "JET, JET"})
  void oneMapOfColoursShowsWhatSpeaksForTheClass(ColourScheme colours, ColourMap expected) {
    assertThat(colours.scale(true, MAPS)).isEqualTo(new ColourScale(expected, 0, 2));
    assertThat(colours.scale(false, MAPS)).isEqualTo(new ColourScale(expected, 0, 2));
  }
}
