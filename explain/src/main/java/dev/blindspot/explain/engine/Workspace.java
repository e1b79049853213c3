package dev.blindspot.explain.engine;

/**
 * Working memory of a network's passes over rectangles: the recomputed rectangles of two maps, one
 * after the other, and the inputs of one convolution. Kept from image to image.
 */
record Workspace(NativeBuffer even, NativeBuffer odd, NativeBuffer crops) implements AutoCloseable {
  Workspace() {
    this(new NativeBuffer(), new NativeBuffer(), new NativeBuffer());
  }

  long bytes() {
    return (even.floats() + odd.floats() + crops.floats()) * Float.BYTES;
  }

  @Override
  public void close() {
    even.close();
    odd.close();
    crops.close();
  }
}
