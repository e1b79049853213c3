package dev.blindspot.explain.engine.chain;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One step from a map to the next. */
public sealed interface Op {
  Slide rows();

  Slide columns();

  /** Channels of the output. */
  int channels(int input);

  /** Channels that the input must have; those that it has where any number will do. */
  int reads(int input);

  /** Whether negative outputs become 0. */
  boolean relu();

  /** The output's size. */
  default Shape2d output(Shape2d input) {
    return new Shape2d(
        rows().outputs(input.height()),
        columns().outputs(input.width()),
        channels(input.channels()));
  }

  /** What a change inside a rectangle can reach. */
  default Rect reached(Rect changed, Shape2d input) {
    return new Rect(
        rows().reached(changed.rows(), input.height()),
        columns().reached(changed.columns(), input.width()));
  }

  /** What a rectangle of outputs reads, padding included. */
  default Rect read(Rect outputs, Shape2d input) {
    return new Rect(
        rows().read(outputs.rows(), input.height()),
        columns().read(outputs.columns(), input.width()));
  }

  /**
   * A convolution; normalisation that follows it is folded into its weights.
   *
   * @param weights {@code [out, in, height, width]}
   * @param bias {@code [out]}
   */
  record Convolution(INDArray weights, INDArray bias, Slide rows, Slide columns, boolean relu)
      implements Op {
    @Override
    public int channels(int input) {
      return (int) weights.size(0);
    }

    @Override
    public int reads(int input) {
      return (int) weights.size(1);
    }

    /** Multiplications for each place of the output. */
    long work() {
      return weights.length();
    }

    Convolution withRelu() {
      return new Convolution(weights, bias, rows, columns, true);
    }
  }

  /** The largest number under the kernel; padding does not take part. */
  record MaxPool(Slide rows, Slide columns) implements Op {
    @Override
    public int channels(int input) {
      return input;
    }

    @Override
    public int reads(int input) {
      return input;
    }

    @Override
    public boolean relu() {
      return false;
    }
  }

  /** {@code x * scale + shift} for each channel: what cannot be folded into a convolution. */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  record Affine(float[] scale, float[] shift, boolean relu) implements Op {
    @Override
    public Slide rows() {
      return Slide.POINT;
    }

    @Override
    public Slide columns() {
      return Slide.POINT;
    }

    @Override
    public int channels(int input) {
      return input;
    }

    @Override
    public int reads(int input) {
      return scale.length;
    }

    Affine withRelu() {
      return new Affine(scale, shift, true);
    }
  }
}
