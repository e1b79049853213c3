package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import org.bytedeco.dnnl.memory;

/**
 * Everything that a convolution's code depends on.
 *
 * @param blocked whether maps of whole blocks of channels are asked for in blocks, so that they
 *     pass from one operation to the next; else oneDNN chooses their layouts
 */
record ConvolutionKey(
    ConvolutionShape shape,
    Direction direction,
    boolean bias,
    Fusion fusion,
    Algorithm algorithm,
    boolean blocked) {

  memory.desc source() {
    return map(shape.source());
  }

  memory.desc output() {
    return map(shape.output());
  }

  memory.desc weights() {
    return TensorLayout.any(shape.weights());
  }

  private memory.desc map(long... sizes) {
    MemoryOrder order = MemoryOrder.blocked();
    return blocked && order.fits(sizes[1])
        ? TensorLayout.of(order, sizes).descriptor()
        : TensorLayout.any(sizes);
  }
}
