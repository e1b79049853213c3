package dev.blindspot.augment;

import java.io.Serializable;

/**
 * What replaces hidden pixels, in 0..255 before normalisation. Random fills are reproducible: they
 * depend on the edit's noise seed and the pixel's place alone, and give the same picture on every
 * kind of target.
 */
public sealed interface Fill extends Serializable {

  /**
   * Paints a rectangle of a picture.
   *
   * @param box within the picture
   * @param noiseSeed the seed of random fills
   * @param datasetMean the mean colour of the training pictures
   */
  void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean);

  /** Paints {@code length} pixels from {@code (x, y)} to the right, as {@link #paint} does. */
  default void paintRow(Canvas canvas, int x, int y, int length, long noiseSeed, Rgb datasetMean) {
    paint(canvas, new Box(x, y, length, 1), noiseSeed, datasetMean);
  }

  /** Zero before normalisation: black. */
  record Zero() implements Fill {
    @Override
    public void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean) {
      canvas.fill(box, Colours.BLACK);
    }

    @Override
    public void paintRow(Canvas canvas, int x, int y, int length, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, length, Colours.BLACK);
    }

    @Override
    public String toString() {
      return "zero";
    }
  }

  /** The mean colour of the training pictures: zero after a normalisation by that mean. */
  record Mean() implements Fill {
    @Override
    public void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean) {
      canvas.fill(box, datasetMean);
    }

    @Override
    public void paintRow(Canvas canvas, int x, int y, int length, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, length, datasetMean);
    }

    @Override
    public String toString() {
      return "mean";
    }
  }

  /** One colour. */
  record Constant(Rgb colour) implements Fill {
    @Override
    public void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean) {
      canvas.fill(box, colour);
    }

    @Override
    public void paintRow(Canvas canvas, int x, int y, int length, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, length, colour);
    }

    @Override
    public String toString() {
      return "rgb(" + colour.red() + ", " + colour.green() + ", " + colour.blue() + ")";
    }
  }

  /** Every channel of every pixel uniform in the whole numbers 0..255. */
  record PixelUniform() implements Fill {
    @Override
    public void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean) {
      Fills.paint(canvas, box, new Noise.Uniform(noiseSeed));
    }

    @Override
    public void paintRow(Canvas canvas, int x, int y, int length, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, length, new Noise.Uniform(noiseSeed));
    }

    @Override
    public String toString() {
      return "pixel-uniform";
    }
  }

  /**
   * Every channel of every pixel normal about the dataset's mean with the standard deviation 57.6
   * (ImageNet's), rounded and clipped to 0..255.
   */
  record PixelNormal() implements Fill {
    @Override
    public void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean) {
      Fills.paint(canvas, box, new Noise.Normal(noiseSeed, datasetMean));
    }

    @Override
    public void paintRow(Canvas canvas, int x, int y, int length, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, length, new Noise.Normal(noiseSeed, datasetMean));
    }

    @Override
    public String toString() {
      return "pixel-normal";
    }
  }

  /** One colour per patch, its channels uniform in the whole numbers 0..255. */
  record PatchUniform() implements Fill {
    @Override
    public void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean) {
      canvas.fill(box, Colours.of(Noise.colour(noiseSeed)));
    }

    @Override
    public void paintRow(Canvas canvas, int x, int y, int length, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, length, Colours.of(Noise.colour(noiseSeed)));
    }

    @Override
    public String toString() {
      return "patch-uniform";
    }
  }

  /**
   * A patch of the same shape from another place of the same picture, uniform over all others; as
   * the picture is when the patch is painted. A patch as large as the picture has no other place
   * and stays as it is.
   */
  record ImagePatch() implements Fill {
    @Override
    public void paint(Canvas canvas, Box box, long noiseSeed, Rgb datasetMean) {
      Fills.paintFromElsewhere(canvas, box, noiseSeed);
    }

    @Override
    public String toString() {
      return "image-patch";
    }
  }
}
