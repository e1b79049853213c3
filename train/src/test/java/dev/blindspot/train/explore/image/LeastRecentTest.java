package dev.blindspot.train.explore.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastRecentTest {
  private final List<String> dropped = new ArrayList<>();
  private final LeastRecent<String, String> kept =
      new LeastRecent<>(10, String::length, dropped::add);

  private void get(String value) {
    assertThat(kept.get(value, () -> value)).isEqualTo(value);
  }

  @Test
  void whatWasNotAskedForTheLongestIsDroppedWhereBytesWouldBeTooMany() {
    get("aaaa");
    get("bbbb");
    get("aaaa"); // asked for again
    get("cccc");
    assertThat(dropped).containsExactly("bbbb");
    get("dddddddddd");
    assertThat(dropped).containsExactly("bbbb", "aaaa", "cccc");
    assertThat(kept.bytes()).isEqualTo(10);
  }

  @Test
  void theNewestStaysHoweverLarge() {
    get("a");
    get("longer than ten");
    assertThat(dropped).containsExactly("a");
    assertThat(kept.size()).isEqualTo(1);
    get("b");
    assertThat(dropped).containsExactly("a", "longer than ten");
  }

  @Test
  void everythingIsDroppedOnce() {
    get("a");
    get("b");
    kept.clear();
    assertThat(dropped).containsExactlyInAnyOrder("a", "b");
    assertThat(kept.bytes()).isZero();
  }
}
