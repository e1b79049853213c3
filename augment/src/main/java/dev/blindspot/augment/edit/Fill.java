package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.NoiseTable;
import dev.blindspot.augment.canvas.PatchColours;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What replaces hidden pixels, in 0..255 before normalisation. Random fills are reproducible: they
 * depend on the edit's noise seed and the pixel's place alone, and give the same image on every
 * kind of target. Their noise is copied from one table of 131,072 pixels that holds every value as
 * often as its law says, where the papers draw each pixel anew: two patches may share a run of it.
 *
 * <pre>{@code
 * Rgb mean = new Rgb(124, 116, 104);
 * CutOut square = CutOut.paper().withFill(Fill.mean(mean));
 * RandomErasing noise = RandomErasing.paper().withFill(Fill.pixelNormal(mean));
 * }</pre>
 *
 * <p><b>Channels.</b> A colour's blue, green and red go into the first three channels of images of
 * three or more. All channels of images with one or two, and the fourth and later ones, get its
 * luminance ({@link Rgb#luminance}); so does the mean of normal noise. {@link #channels} sets each
 * channel's value instead. Noise and patches from elsewhere know any number of channels.
 *
 * <p><b>The dataset's mean.</b> {@link Mean} and {@link PixelNormal} take the mean colour that a
 * painter or transform was given, and are refused where there is none; {@link #mean} and {@link
 * #pixelNormal} bring theirs along.
 */
public sealed interface Fill extends Serializable
    permits Fill.Zero,
        Fill.Mean,
        Fill.Constant,
        Fill.PixelUniform,
        Fill.PixelNormal,
        Fill.PatchUniform,
        Fill.ImagePatch,
        ValueFill,
        CustomFill {

  /** Black. */
  static Fill zero() {
    return new Zero();
  }

  /** The mean colour of the training images: zero after a normalisation by it. */
  static Fill mean(Rgb mean) {
    return new Constant(Checks.requirePresent(mean, "mean"));
  }

  /** The mean colour that the painter or transform was given. */
  static Fill datasetMean() {
    return new Mean();
  }

  /** One colour; every channel in 0..255. */
  static Fill colour(double red, double green, double blue) {
    return new Constant(new Rgb(red, green, blue));
  }

  /** A value for each channel, in the order of the image's channels (blue first). */
  static Fill channels(double... values) {
    return new ValueFill.Channels(
        Arrays.stream(Checks.requirePresent(values, "values")).boxed().toList());
  }

  /** Noise, uniform in the integers 0..255. */
  static Fill pixelUniform() {
    return new PixelUniform();
  }

  /** Noise, normal about a colour with the standard deviation 57.6. */
  static Fill pixelNormal(Rgb mean) {
    return new ValueFill.Normal(mean);
  }

  /** A random colour for each patch. */
  static Fill patchUniform() {
    return new PatchUniform();
  }

  /** A patch from elsewhere in the same image. */
  static Fill imagePatch() {
    return new ImagePatch();
  }

  /**
   * Paints a rectangle of an image, which has to be within it.
   *
   * @param noiseSeed the seed of random fills
   * @param datasetMean the mean colour of the training images, where it is known
   * @throws IllegalArgumentException if the fill needs a mean that is not known
   */
  void paint(
      Canvas canvas,
      int x,
      int y,
      int width,
      int height,
      long noiseSeed,
      @Nullable Rgb datasetMean);

  /** Whether the fill can be painted only where the dataset's mean colour is known. */
  default boolean needsDatasetMean() {
    return false;
  }

  /** Whether two patches side by side look different from one patch around both. */
  default boolean differsByPatch() {
    return false;
  }

  /** Zero before normalisation: black. */
  record Zero() implements Fill {
    @Override
    public void paint(
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
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
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
      canvas.fill(x, y, width, height, FillPainting.known(datasetMean, this));
    }

    @Override
    public boolean needsDatasetMean() {
      return true;
    }

    @Override
    public String toString() {
      return "mean";
    }
  }

  /** One colour. */
  record Constant(Rgb colour) implements Fill {
    public Constant {
      Checks.requirePresent(colour, "colour");
    }

    @Override
    public void paint(
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
      canvas.fill(x, y, width, height, colour);
    }

    @Override
    public String toString() {
      return "rgb(" + colour.red() + ", " + colour.green() + ", " + colour.blue() + ")";
    }
  }

  /**
   * Every channel of every pixel uniform in the integers 0..255.
   *
   * <p>Not drawn afresh for each pixel as in the papers: rows are pieces of one table of 131,072
   * random pixels, whose place is drawn. The table holds every value equally often, so that means
   * are a little closer to the expected one than those of fresh draws; other statistics do not
   * differ. Of two rows of 224 pixels one pair in 290 shares pixels.
   */
  record PixelUniform() implements Fill {
    @Override
    public void paint(
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
      FillPainting.paint(canvas, x, y, width, height, NoiseTable.uniform(), noiseSeed);
    }

    @Override
    public String toString() {
      return "pixel-uniform";
    }
  }

  /**
   * Every channel of every pixel normal about the dataset's mean with the standard deviation 57.6
   * (ImageNet's), rounded and clipped to 0..255. From a table, as {@link PixelUniform}.
   */
  record PixelNormal() implements Fill {
    @Override
    public void paint(
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
      FillPainting.paint(
          canvas,
          x,
          y,
          width,
          height,
          NoiseTable.normal(FillPainting.known(datasetMean, this)),
          noiseSeed);
    }

    @Override
    public boolean needsDatasetMean() {
      return true;
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
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
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
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
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
