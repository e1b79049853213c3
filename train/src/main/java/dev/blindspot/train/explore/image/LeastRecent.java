package dev.blindspot.train.explore.image;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A map of bounded memory that drops what was not asked for the longest. The newest value stays
 * however large it is. Not thread-safe.
 */
public final class LeastRecent<K, V> {
  private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final long mostBytes;
  private final ToLongFunction<V> bytes;
  private final Consumer<V> dropped;

  /**
   * @param mostBytes of all values together, at least 0
   * @param bytes that a value has at present
   * @param dropped is given each value that is kept no longer
   */
  public LeastRecent(long mostBytes, ToLongFunction<V> bytes, Consumer<V> dropped) {
    this.mostBytes = mostBytes;
    this.bytes = bytes;
    this.dropped = dropped;
  }

  /** The value of a key, made if it is not known. */
  public V get(K key, Supplier<V> make) {
    V known = kept.get(key);
    if (known != null) {
      return known;
    }
    V made = make.get();
    kept.put(key, made);
    long all = bytes();
    Iterator<V> oldest = kept.values().iterator();
    while (all > mostBytes && kept.size() > 1) {
      V old = oldest.next();
      all -= bytes.applyAsLong(old);
      oldest.remove();
      dropped.accept(old);
    }
    return made;
  }

  /** Of all values together. */
  public long bytes() {
    return kept.values().stream().mapToLong(bytes).sum();
  }

  public int size() {
    return kept.size();
  }

  /** Drops everything. */
  public void clear() {
    kept.values().forEach(dropped);
    kept.clear();
  }
}
