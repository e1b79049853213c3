package dev.blindspot.train.explore.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A map of bounded size that drops what was not asked for the longest. Not thread-safe. */
final class LeastRecent<K, V> {
  private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;
  private final Consumer<V> dropped;

  /**
   * @param most entries, at least 1
   * @param dropped is given each value that is kept no longer
   */
  LeastRecent(int most, Consumer<V> dropped) {
    this.most = most;
    this.dropped = dropped;
  }

  V get(K key, Supplier<V> make) {
    V known = kept.get(key);
    if (known != null) {
      return known;
    }
    if (kept.size() >= most) {
      dropped.accept(kept.remove(kept.keySet().iterator().next()));
    }
    V made = make.get();
    kept.put(key, made);
    return made;
  }

  void clear() {
    kept.values().forEach(dropped);
    kept.clear();
  }
}
