package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.OneDnnSupport;

/**
 * Which algorithm a convolution uses, from its shape alone. A choice by timing in each process
 * would fall differently from run to run on a busy machine, and with it the last bits of every
 * result.
 *
 * <p>The bounds were found by the CPU time of one thread (AMD EPYC, AVX-512, oneDNN 2.5.2) over 41
 * shapes from 16 to 512 channels and 4 to 224 px; {@code ConvolutionBenchmark} measures both
 * algorithms beside each other. Where the rule takes Winograd it was there 1.04 to 3.0 times as
 * fast, but for 16 channels on maps below 48 px (0.6 to 1.8). Three things speak for direct:
 *
 * <ul>
 *   <li>channels that do not fill blocks of 16: those of an image cost Winograd as much as 16 do;
 *   <li>maps that fill their 4x4 tiles badly: 6x6 outputs cost as much as 8x8;
 *   <li>few tiles where weights change between calls: transforming the weights costs as much as 16
 *       to 30 tiles do. Constant weights are transformed once.
 * </ul>
 */
final class AlgorithmRule {
  private static final int TILE = 4;

  private static final int BLOCK = 16;

  /** At least so many tiles in a batch, where weights or their gradient are transformed. */
  private static final long TILES = 32;

  /**
   * As {@link #TILES} in each image of a batch of eight, where outputs are computed: those of an
   * image must be the same bits in whatever batch it is.
   */
  private static final int TILES_OF_IMAGE = 4;

  /** At least this part of the tiles' places must be outputs. */
  private static final double FILLED = 0.5;

  /** As {@link #FILLED} where transforming the weights counts. */
  private static final double FILLED_WITH_WEIGHTS = 0.6;

  private AlgorithmRule() {}

  /** The algorithm; oneDNN may not have it for the shape. */
  static Algorithm of(ConvolutionShape shape, Direction direction) {
    return OneDnnSupport.current().winograd() && isFaster(shape, direction)
        ? Algorithm.WINOGRAD
        : Algorithm.DIRECT;
  }

  /** Whether Winograd is faster where there is AVX-512. */
  static boolean isFaster(ConvolutionShape shape, Direction direction) {
    int rows = tiles(shape.rows().outputs());
    int columns = tiles(shape.columns().outputs());
    double filled =
        (double) shape.rows().outputs()
            * shape.columns().outputs()
            / ((double) rows * columns * TILE * TILE);
    boolean many = (long) shape.batch() * rows * columns >= TILES;
    if (shape.channels() % BLOCK != 0
        || shape.filters() % BLOCK != 0
        || shape.groups() != 1
        || shape.rows().dilation() != 1
        || shape.columns().dilation() != 1) {
      return false;
    }
    return switch (direction) {
      case INFERENCE -> filled > FILLED;
      case FORWARD -> rows * columns >= TILES_OF_IMAGE && filled > FILLED_WITH_WEIGHTS;
      case SOURCE_GRADIENT -> many && filled > FILLED_WITH_WEIGHTS;
      case WEIGHT_GRADIENT -> many && filled > FILLED;
    };
  }

  private static int tiles(int outputs) {
    return (outputs + TILE - 1) / TILE;
  }
}
