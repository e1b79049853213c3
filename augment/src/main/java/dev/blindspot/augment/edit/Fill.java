package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.NoiseTable;
import dev.blindspot.augment.canvas.PatchColours;
import dev.blindspot.augment.geometry.Rgb;
import java.io.Serializable;

/**
 * What replaces hidden pixels, in 0..255 before normalisation. Random fills are reproducible: they
 * depend on the edit's noise seed and the pixel's place alone, and give the same image on every
 * kind of target.
 */
public sealed interface Fill extends Serializable {

  /**
   * Paints a rectangle of an image, which has to be within it.
   *
   * @param noiseSeed the seed of random fills
   * @param datasetMean the mean colour of the training images
   */
  void paint(Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean);

  /** Whether two patches side by side look different from one patch around both. */
  default boolean differsByPatch() {
    return false;
  }

  /** Zero before normalisation: black. */
  record Zero() implements Fill {
    @Override
    public void paint(
        Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, width, height, PatchColours.BLACK);
    }

    @Override
    public String toString() {
      return "zero";
    }
  }

  /** The mean colour of the training images: zero after a normalisation by that mean. */
  record Mean() implements Fill {
    @Override
    public void paint(
        Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, width, height, datasetMean);
    }

    @Override
    public String toString() {
      return "mean";
    }
  }

  /** One colour. */
  record Constant(Rgb colour) implements Fill {
    @Override
    public void paint(
        Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, width, height, colour);
    }

    @Override
    public String toString() {
      return "rgb(" + colour.red() + ", " + colour.green() + ", " + colour.blue() + ")";
    }
  }

  /** Every channel of every pixel uniform in the integers 0..255. */
  record PixelUniform() implements Fill {
    @Override
    public void paint(
        Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean) {
      FillPainting.paint(canvas, x, y, width, height, NoiseTable.uniform(), noiseSeed);
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
    public void paint(
        Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean) {
      FillPainting.paint(canvas, x, y, width, height, NoiseTable.normal(datasetMean), noiseSeed);
    }

    @Override
    public String toString() {
      return "pixel-normal";
    }
  }

  /** One colour per patch, its channels uniform in the integers 0..255. */
  record PatchUniform() implements Fill {
    @Override
    public void paint(
        Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean) {
      canvas.fill(x, y, width, height, PatchColours.random(noiseSeed));
    }

    @Override
    public boolean differsByPatch() {
      return true;
    }

    @Override
    public String toString() {
      return "patch-uniform";
    }
  }

  /**
   * A patch of the same shape from another place of the same image, uniform over all others; as the
   * image is when the patch is painted. A patch as large as the image has no other place and stays
   * as it is.
   */
  record ImagePatch() implements Fill {
    @Override
    public void paint(
        Canvas canvas, int x, int y, int width, int height, long noiseSeed, Rgb datasetMean) {
      FillPainting.paintFromElsewhere(canvas, x, y, width, height, noiseSeed);
    }

    @Override
    public boolean differsByPatch() {
      return true;
    }

    @Override
    public String toString() {
      return "image-patch";
    }
  }
}
