package dev.blindspot.train.cluster;

import java.io.Serializable;

/**
 * A piece of work that any machine of a cluster can do. It may be begun again elsewhere when its
 * machine is lost, and so must give the same result each time.
 *
 * @param <R> its result
 */
@FunctionalInterface
public interface Work<R extends Serializable> extends Serializable {
  /**
   * Does it.
   *
   * @throws Exception a fault of the work itself, which is not tried again
   */
  R carryOut(ClusterNode node) throws Exception;
}
