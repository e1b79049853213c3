package dev.blindspot.explain.onednn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParameterStoreTest {
  private static final int WEIGHTS = 16 * 16;

  private final Node.Convolve[] nodes =
      IntStream.range(0, 4)
          .mapToObj(
              i ->
                  new Node.Convolve(
                      i, new float[WEIGHTS], new float[16], 1, Sliding.POINT, Sliding.POINT))
          .toArray(Node.Convolve[]::new);
  private Operation operation;
  private long bytes;

  @BeforeEach
  void open() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
    operation =
        Convolution.inference(
            OneDnnContext.shared(), ConvolutionShape.square(1, 16, 16, 8, 1, 0), true, Fusion.NONE);
    bytes = operation.kernel().layout(Argument.WEIGHTS).bytes();
  }

  @AfterEach
  void close() {
    if (operation != null) {
      operation.close();
    }
  }

  private Tensor lend(ParameterStore store, int node) {
    return store.lend(nodes[node], operation, Argument.WEIGHTS, nodes[node].weights());
  }

  private Tensor get(ParameterStore.Lease lease, int node) {
    return lease.get(nodes[node], operation, Argument.WEIGHTS, nodes[node].weights());
  }

  @Test
  void lendsWhatIsUsedAndGivesUpTheOldestBeyondTheBound() {
    try (ParameterStore store = new ParameterStore(2 * bytes)) {
      Tensor first = lend(store, 0);
      lend(store, 1);
      assertThat(lend(store, 0)).isSameAs(first);
      lend(store, 2);
      assertThat(store.bytes()).isEqualTo(2 * bytes);
      assertThat(lend(store, 0)).isSameAs(first);
      lend(store, 3);
      lend(store, 2);
      assertThat(lend(store, 0)).isNotSameAs(first);
    }
  }

  @Test
  void oneLayoutIsKeptOnceHoweverManyWantIt() {
    try (ParameterStore store = new ParameterStore(bytes);
        ParameterStore.Lease whole = store.lease();
        ParameterStore.Lease other = store.lease()) {
      Tensor tensor = get(whole, 0);
      assertThat(get(whole, 0)).isSameAs(tensor);
      assertThat(get(other, 0)).isSameAs(tensor);
      assertThat(lend(store, 0)).isSameAs(tensor);
      assertThat(store.bytes()).isEqualTo(bytes);
    }
  }

  /** Whoever holds weights never loses them to those that are lent. */
  @Test
  void whatIsHeldStaysAndDoesNotCount() {
    try (ParameterStore store = new ParameterStore(bytes);
        ParameterStore.Lease lease = store.lease()) {
      Tensor held = get(lease, 0);
      lend(store, 0);
      Tensor lent = lend(store, 1);
      assertThat(lend(store, 1)).isSameAs(lent);
      lend(store, 2);
      assertThat(store.bytes()).isEqualTo(2 * bytes);
      assertThat(get(lease, 0)).isSameAs(held);
      assertThat(held.toArray()).hasSize(WEIGHTS);
    }
  }

  @Test
  void whatNobodyHoldsIsFreedUnlessItWasLent() {
    try (ParameterStore store = new ParameterStore(2 * bytes)) {
      ParameterStore.Lease lease = store.lease();
      ParameterStore.Lease second = store.lease();
      get(lease, 0);
      get(second, 0);
      get(lease, 1);
      get(lease, 2);
      Tensor lent = lend(store, 2);
      lease.close();
      assertThat(store.bytes()).isEqualTo(2 * bytes); // 0 is held still, 2 was lent
      assertThat(lend(store, 2)).isSameAs(lent);
      second.close();
      assertThat(store.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void whatIsHeldNoMoreCountsAgain() {
    try (ParameterStore store = new ParameterStore(bytes)) {
      ParameterStore.Lease lease = store.lease();
      get(lease, 0);
      lend(store, 0);
      Tensor last = lend(store, 1);
      lease.close();
      assertThat(store.bytes()).isEqualTo(bytes);
      assertThat(lend(store, 1)).isSameAs(last);
    }
  }
}
