package dev.blindspot.train.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DuplicateGroupsTest {
  @Test
  void perceptualHashesAreNotReadWhenNearDuplicatesAreSwitchedOff() {
    List<OptionalLong> unreadable =
        new AbstractList<>() {
          @Override
          public OptionalLong get(int index) {
            throw new AssertionError("compared although switched off");
          }

          @Override
          public int size() {
            return 3;
          }
        };
    assertThat(DuplicateGroups.of(List.of("a", "b", "a"), unreadable, -1)).containsExactly(0, 1, 0);
  }

  @Test
  void theBoundIsInclusive() {
    List<OptionalLong> hashes = hashes(0b0, 0b1111, 0b11111L << 40);
    assertThat(DuplicateGroups.of(List.of("a", "b", "c"), hashes, 4)).containsExactly(0, 0, 2);
    assertThat(DuplicateGroups.of(List.of("a", "b", "c"), hashes, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void seriesAreOneGroup() {
    List<OptionalLong> hashes = hashes(0b1111_1111, 0, 0b1111);
    assertThat(DuplicateGroups.of(List.of("a", "b", "c"), hashes, 4)).containsExactly(0, 0, 0);
  }

  @Test
  void equalContentIsOneGroupEvenWithoutTheSearch() {
    List<OptionalLong> hashes = hashes(1, 1, 1);
    assertThat(DuplicateGroups.of(List.of("a", "b", "a"), hashes, -1)).containsExactly(0, 1, 0);
  }

  @Test
  void imagesWithoutStructureAreNotGlued() {
    List<OptionalLong> hashes =
        List.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(0));
    assertThat(DuplicateGroups.of(List.of("a", "b", "c"), hashes, 32)).containsExactly(0, 1, 2);
  }

  /**
   * Against the definition: two rows share a group exactly when a chain of similar rows joins them.
   */
  @Property(tries = 200)
  void groupsAreTheConnectedComponents(
      @ForAll @Size(max = 12) List<@IntRange(max = 255) Integer> values,
      @ForAll @IntRange(min = 0, max = 3) int bits) {
    int count = values.size();
    boolean[][] joined = new boolean[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        joined[i][j] = Integer.bitCount(values.get(i) ^ values.get(j)) <= bits;
      }
    }
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          joined[i][j] |= joined[i][k] && joined[k][j];
        }
      }
    }
    List<String> contents = LongStream.range(0, count).mapToObj(Long::toString).toList();
    int[] groups =
        DuplicateGroups.of(
            contents, hashes(values.stream().mapToLong(Integer::longValue).toArray()), bits);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        assertThat(groups[i] == groups[j]).isEqualTo(joined[i][j]);
      }
    }
  }

  private static List<OptionalLong> hashes(long... values) {
    return LongStream.of(values).mapToObj(OptionalLong::of).toList();
  }
}
