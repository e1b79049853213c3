package dev.blindspot.train.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.data.manifest.SplitAssigner.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitAssignerTest {
  private static final SplitConfig USUAL = new SplitConfig(0.15, 0.2, 4);

  @Property(tries = 200)
  void everyClassIsSplitAsAskedFor(
      @ForAll @IntRange(min = 3, max = 200) int zeros,
      @ForAll @IntRange(min = 3, max = 200) int ones,
      @ForAll @DoubleRange(max = 0.4) double validation,
      @ForAll @DoubleRange(max = 0.4) double test,
      @ForAll long seed) {
    List<Member> members = members(zeros, ones);
    Map<String, Split> splits =
        new SplitAssigner(new SplitConfig(validation, test, 4), seed).assign(members);
    assertThat(splits).hasSize(zeros + ones);
    for (int label = 0; label < 2; label++) {
      int count = label == 0 ? zeros : ones;
      assertThat((double) count(members, splits, label, Split.TEST) - count * test)
          .isBetween(-0.5, 1.0);
      assertThat((double) count(members, splits, label, Split.VALIDATION) - count * validation)
          .isBetween(-1.5, 1.0);
      assertThat(count(members, splits, label, Split.TRAIN)).isPositive();
    }
  }

  @Property(tries = 100)
  void groupsStayTogetherAndQuotasHold(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int groupSize) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      members.add(new Member("p" + i, i % 2, i < 90 ? i / groupSize : 1000 + i));
    }
    Map<String, Split> splits = new SplitAssigner(USUAL, seed).assign(members);
    Map<Integer, Split> byGroup = new HashMap<>();
    for (Member member : members) {
      Split split = splits.get(member.id());
      assertThat(byGroup.computeIfAbsent(member.group(), group -> split)).isEqualTo(split);
    }
    for (int label = 0; label < 2; label++) {
      assertThat(count(members, splits, label, Split.TEST)).isBetween(26L, 30L);
      assertThat(count(members, splits, label, Split.VALIDATION)).isBetween(18L, 23L);
    }
  }

  @Property(tries = 50)
  void theOrderOfTheRowsDoesNotMatter(@ForAll long seed) {
    List<Member> members = members(40, 60);
    List<Member> shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(new SplitAssigner(USUAL, 3).assign(shuffled))
        .isEqualTo(new SplitAssigner(USUAL, 3).assign(members));
  }

  @Test
  void theSeedMatters() {
    List<Member> members = members(40, 60);
    assertThat(new SplitAssigner(USUAL, 3).assign(members))
        .isNotEqualTo(new SplitAssigner(USUAL, 4).assign(members));
  }

  /** Names that are sorted by class, as file numbers often are, must not end up in blocks. */
  @Test
  void heldOutImagesAreSpreadOverTheNames() {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      members.add(new Member("%04d.jpg".formatted(i), 0, i));
    }
    Map<String, Split> splits = new SplitAssigner(USUAL, 1).assign(members);
    for (int block = 0; block < 5; block++) {
      List<Member> part = members.subList(200 * block, 200 * block + 200);
      assertThat(count(part, splits, 0, Split.TEST)).isBetween(20L, 60L);
    }
  }

  @Test
  void anAddedImageMovesFewOthers() {
    List<Member> members = members(300, 300);
    Map<String, Split> before = new SplitAssigner(USUAL, 1).assign(members);
    members.add(new Member("added", 0, 99_999));
    Map<String, Split> after = new SplitAssigner(USUAL, 1).assign(members);
    assertThat(before.entrySet().stream().filter(e -> after.get(e.getKey()) != e.getValue()))
        .hasSizeLessThan(5);
  }

  @Test
  void tinyClassesAreInEveryPart() {
    Map<String, Split> splits = new SplitAssigner(USUAL, 1).assign(members(3, 4));
    assertThat(splits.values()).contains(Split.TRAIN, Split.VALIDATION, Split.TEST);
    assertThat(new SplitAssigner(USUAL, 1).assign(members(1, 1)).values())
        .containsOnly(Split.TRAIN);
  }

  @Test
  void aGroupThatFitsNowhereIsTrainedOn() {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      members.add(new Member("frame" + i, 0, 7));
      members.add(new Member("still" + i, 0, 100 + i));
    }
    Map<String, Split> splits = new SplitAssigner(USUAL, 1).assign(members);
    assertThat(splits.get("frame0")).isEqualTo(Split.TRAIN);
    assertThat(count(members, splits, 0, Split.TEST)).isEqualTo(20);
  }

  @Test
  void nothingIsHeldOutAtFractionZero() {
    assertThat(new SplitAssigner(new SplitConfig(0, 0, 4), 1).assign(members(9, 9)).values())
        .containsOnly(Split.TRAIN);
  }

  private static List<Member> members(int zeros, int ones) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < zeros + ones; i++) {
      members.add(new Member("image" + i, i < zeros ? 0 : 1, i));
    }
    return members;
  }

  private static long count(
      List<Member> members, Map<String, Split> splits, int label, Split split) {
    return members.stream()
        .filter(member -> member.label() == label && splits.get(member.id()) == split)
        .count();
  }
}
