package dev.blindspot.explain.onednn.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a layer keeps for the last {@value #SHAPES} shapes that it saw: training batches, a last
 * smaller one, and validation batches.
 */
final class ShapeCache<K, V> {
  private static final int SHAPES = 3;

  private final Map<K, V> kept = new LinkedHashMap<>(8, 0.75f, true);
  private final Function<K, V> make;
  private final Consumer<V> close;

  ShapeCache(Function<K, V> make, Consumer<V> close) {
    this.make = make;
    this.close = close;
  }

  V get(K key) {
    V value = kept.get(key);
    if (value == null) {
      value = make.apply(key);
      kept.put(key, value);
      var oldest = kept.values().iterator();
      while (kept.size() > SHAPES) {
        close.accept(oldest.next());
        oldest.remove();
      }
    }
    return value;
  }

  void clear() {
    kept.values().forEach(close);
    kept.clear();
  }
}
