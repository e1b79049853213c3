package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.trunk.Shape2d;
import java.util.List;

/** Computes whole maps of several images. */
interface PlainPass extends AutoCloseable {

  /** Images of one call, at most. */
  int atOnce(List<Shape2d> maps);

  /**
   * The features.
   *
   * @param images {@code count} of them, scaled, channel last
   * @param maps sizes of all maps
   * @return {@code [image][C*H*W]}, channel after channel
   */
  float[][] features(NativeBuffer images, int count, List<Shape2d> maps);

  @Override
  void close();
}
