package dev.blindspot.explain.shortcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.WindowGrid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentExtentTest {
  private static final WindowGrid GRID = new WindowGrid(64, 64, 16, 8);
  private static final Region MIDDLE = new Region(16, 0, 16, 16);

  @Test
  void growsOverAllWindowsThatHoldSomethingOfTheContent() {
    Region watermark = new Region(2, 1, 37, 6);
    Region extent = ContentExtent.around(MIDDLE, GRID, window -> window.iou(watermark) > 0);
    assertThat(extent).isEqualTo(new Region(0, 0, 48, 16));
  }

  @Test
  void staysWhereNothingElseSuffices() {
    List<Region> tried = new ArrayList<>();
    Region extent =
        ContentExtent.around(
            MIDDLE,
            GRID,
            window -> {
              tried.add(window);
              return false;
            });
    assertThat(extent).isEqualTo(MIDDLE);
    assertThat(tried).doesNotHaveDuplicates().doesNotContain(MIDDLE);
    // x from 0 to 32, y from 0 to 16, without the place itself
    assertThat(tried).hasSize(5 * 3 - 1);
  }

  @Test
  void contentThatIsApartIsAnotherPlace() {
    Region farAway = new Region(50, 50, 10, 10);
    assertThat(ContentExtent.around(MIDDLE, GRID, window -> window.iou(farAway) > 0))
        .isEqualTo(MIDDLE);
  }
}
