package dev.blindspot.explain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.engine.RectGroups.Group;
import dev.blindspot.explain.engine.trunk.Rect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RectGroupsTest {

  @Test
  void rectanglesOfOneSizeAreTogether() {
    List<Rect> rects = new ArrayList<>(Collections.nCopies(50, Rect.of(0, 0, 20, 20)));
    rects.addAll(Collections.nCopies(50, Rect.of(3, 1, 10, 20)));
    List<Group> groups = RectGroups.of(rects, 80);
    assertThat(groups).extracting(Group::places).containsExactlyInAnyOrder(20_000L, 10_000L);
  }

  /** A call costs as much as 80 places: 6 x 6 places more for one window are cheaper. */
  @Test
  void aSmallGroupJoinsALargerOneWhereThatIsCheaper() {
    List<Rect> rects = new ArrayList<>(Collections.nCopies(10, Rect.of(0, 0, 10, 10)));
    rects.add(Rect.of(0, 0, 8, 8));
    List<Group> groups = RectGroups.of(rects, 80);
    assertThat(groups).hasSize(1);
    assertThat(groups.get(0)).extracting(Group::height, Group::width).containsExactly(10, 10);
    assertThat(groups.get(0).members()).hasSize(11);
  }

  @Test
  void everyRectangleIsInOneGroupThatHoldsIt() {
    List<Rect> rects = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rects.add(Rect.of(0, 0, 1 + i * 7 % 14, 1 + i * 5 % 13));
    }
    List<Integer> seen = new ArrayList<>();
    for (Group group : RectGroups.of(rects, 80)) {
      for (int index : group.members()) {
        assertThat(rects.get(index).height()).isLessThanOrEqualTo(group.height());
        assertThat(rects.get(index).width()).isLessThanOrEqualTo(group.width());
        seen.add(index);
      }
    }
    assertThat(seen).hasSize(rects.size()).doesNotHaveDuplicates();
  }

  @Test
  void partsAreNotLargerThanAskedFor() {
    Group group = new Group(1, 1, List.of(4, 5, 6, 7, 8));
    assertThat(group.parts(List.of(2, 2, 1)))
        .containsExactly(List.of(4, 5), List.of(6, 7), List.of(8));
  }
}
