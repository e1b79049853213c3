package dev.blindspot.explain.onednn.primitive;

import java.util.Optional;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * What is done to an output before it is written.
 *
 * @param sum whether what the output holds already is added
 * @param then is applied last; empty for nothing
 */
public record Fusion(boolean sum, Optional<Nonlinearity> then) {
  public static final Fusion NONE = new Fusion(false, Optional.empty());

  /** Negative numbers become 0. */
  public static final Fusion RELU = NONE.with(Nonlinearity.RELU);

  /** What the output holds already is added. */
  public static final Fusion SUM = new Fusion(true, Optional.empty());

  /** What the output holds already is added, then negative numbers become 0. */
  public static final Fusion SUM_RELU = SUM.with(Nonlinearity.RELU);

  /** The same, and a function last. */
  public Fusion with(Nonlinearity last) {
    return new Fusion(sum, Optional.of(last));
  }

  /** Whether negative numbers become 0 and nothing else is done last. */
  public boolean relu() {
    return then.filter(Nonlinearity.RELU::equals).isPresent();
  }

  void addTo(primitive_attr attributes) {
    post_ops operations = new post_ops();
    if (sum) {
      operations.append_sum();
    }
    then.ifPresent(last -> last.addTo(operations));
    attributes.set_post_ops(operations);
  }
}
