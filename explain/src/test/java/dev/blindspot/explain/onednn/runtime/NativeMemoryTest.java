package dev.blindspot.explain.onednn.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final long MEGABYTE = 1 << 20;

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  @Test
  void memoryBeginsAtACacheLine() {
    try (NativeFloats floats = new NativeFloats(5)) {
      assertThat(floats.pointer().address() % 64).isZero();
      assertThat(floats.length()).isEqualTo(5);
      floats.buffer().put(4, 2f);
      assertThat(floats.pointer().get(4)).isEqualTo(2f);
    }
  }

  @Test
  void closedMemoryIsRefused() {
    NativeFloats floats = new NativeFloats(5);
    floats.close();
    floats.close();
    assertThatThrownBy(floats::pointer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this memory is closed");
    Tensor tensor = Tensor.of(new float[] {1}, 1);
    tensor.close();
    assertThatThrownBy(tensor::pointer).hasMessage("this memory is closed");
  }

  /** Contexts, kernels, working memory and tensors, hundreds of times: all of it is given back. */
  @Test
  void closeGivesAllMemoryBack() {
    round();
    long tracked = Pointer.totalBytes();
    long resident = Pointer.physicalBytes();
    for (int i = 0; i < 300; i++) {
      round();
    }
    // less where the collector meanwhile freed what other tests had left
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(tracked);
    // each round takes more than 4 MB, 1.2 GB in all; what Java itself takes meanwhile counts too
    assertThat(Pointer.physicalBytes() - resident).isLessThan(500 * MEGABYTE);
  }

  private static void round() {
    try (OneDnnContext context = new OneDnnContext();
        Tensor from = Tensor.of(new float[512 * 1024], 1, 32, 128, 128);
        Tensor to = Tensor.allocate(TensorLayout.of(MemoryOrder.BLOCKED_16, 1, 32, 128, 128))) {
      Reorder.run(context, from, to);
      assertThat(context.kernels()).isEqualTo(1);
    }
  }

  @Test
  void theCacheIsBoundedAndForgetsWhatWasNotUsedForLongest() {
    List<Kernel> kernels = new ArrayList<>();
    try (OneDnnContext context = new OneDnnContext(3)) {
      for (int size = 1; size <= 4; size++) {
        kernels.add(reorder(context, size));
      }
      assertThat(context.kernels()).isEqualTo(3);
      try (Kernel again = reorder(context, 4)) {
        assertThat(again).isSameAs(kernels.get(3));
      }
      try (Kernel first = reorder(context, 1)) {
        assertThat(first).isNotSameAs(kernels.get(0)); // was given up
      }
      assertThat(kernels.get(0).isClosed()).isFalse(); // its user still holds it
      kernels.get(0).close();
      assertThat(kernels.get(0).isClosed()).isTrue();
      kernels.subList(1, 4).forEach(Kernel::close);
      assertThat(kernels.get(3).isClosed()).isFalse(); // the cache still holds it
    }
    assertThat(kernels).allMatch(Kernel::isClosed);
  }

  private static Kernel reorder(OneDnnContext context, int size) {
    TensorLayout from = TensorLayout.of(MemoryOrder.NCHW, 1, 16, size, size);
    TensorLayout to = TensorLayout.of(MemoryOrder.NHWC, 1, 16, size, size);
    return context.kernel(
        List.of(from, to), (cpu, attributes) -> Reorder.recipe(from, to, cpu, attributes));
  }

  @Test
  void layoutsAreEqualByWhatTheyMean() {
    TensorLayout layout = TensorLayout.of(MemoryOrder.NCHW, 2, 3, 4, 5);
    assertThat(layout)
        .isEqualTo(TensorLayout.plain(2, 3, 4, 5))
        .hasSameHashCodeAs(TensorLayout.plain(2, 3, 4, 5))
        .isNotEqualTo(TensorLayout.of(MemoryOrder.NHWC, 2, 3, 4, 5))
        .isNotEqualTo(TensorLayout.plain(2, 3, 5, 4));
    assertThat(layout.floats()).isEqualTo(120);
    assertThat(TensorLayout.of(MemoryOrder.BLOCKED_16, 2, 3, 4, 5).floats()).isEqualTo(640);
  }

  @Test
  void wrongSizesAreRefused() {
    assertThatThrownBy(() -> TensorLayout.plain(2, 0))
        .hasMessage("sizes must be >= 1, were [2, 0]");
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2))
        .hasMessage("values must be 4 for [2, 2], were 3");
    try (OneDnnContext context = new OneDnnContext();
        Tensor small = Tensor.of(new float[4], 1, 1, 2, 2);
        Tensor large = Tensor.of(new float[9], 1, 1, 3, 3)) {
      assertThatThrownBy(() -> Reorder.run(context, small, large))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("sizes must be those of");
    }
  }
}
