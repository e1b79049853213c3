package dev.blindspot.augment.bench;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.paint.BytePainter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What is measured, under the conditions of the other libraries' measurements. */
final class Subjects {
  static final int SIDE = 224;
  static final int IMAGES = 32;
  static final Rgb MEAN = new Rgb(123.675, 116.28, 103.53);

  /** Edits that are drawn beforehand where painting alone is measured. */
  static final int DRAWN = 64;

  private Subjects() {}

  /** The augmentation of a name such as {@code erasing/zero}. */
  static ImageAugmentation augmentation(String name) {
    String[] parts = name.split("/", -1);
    Fill fill = fill(parts[1]);
    return switch (parts[0]) {
      case "cutout56" -> new CutOut(1, PixelLength.ofPixels(56), fill);
      case "cutout24x32" -> new CutOut(24, PixelLength.ofPixels(32), fill);
      case "erasing" ->
          new RandomErasing(
              1,
              new Range(0.02, 0.33),
              new Range(0.3, 3.3),
              AspectRatioSampling.LOG_UNIFORM,
              10,
              fill);
      case "hide-and-seek16" -> new HideAndSeek(List.of(16), 0.5, fill);
      case "hide-and-seek32" -> new HideAndSeek(List.of(32), 0.5, fill);
      case "hide-and-seek56" -> new HideAndSeek(List.of(56), 0.5, fill);
      case "grid-mask56" -> new GridMask(new Range(56, 56), 0.5, new Range(0, 360), fill);
      case "grid-mask56-upright" -> new GridMask(new Range(56, 56), 0.5, new Range(0, 0), fill);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Fill fill(String name) {
    return switch (name) {
      case "zero" -> new Fill.Zero();
      case "mean" -> new Fill.Mean();
      case "pixel-uniform" -> new Fill.PixelUniform();
      case "pixel-normal" -> new Fill.PixelNormal();
      case "patch-uniform" -> new Fill.PatchUniform();
      case "image-patch" -> new Fill.ImagePatch();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Edits of some images. */
  static List<List<Edit>> drawn(ImageAugmentation augmentation, RandomGenerator random) {
    List<List<Edit>> drawn = new ArrayList<>();
    for (int i = 0; i < DRAWN; i++) {
      drawn.add(augmentation.draw(SIDE, SIDE, random));
    }
    return drawn;
  }

  /**
   * The runs of pixels that edits touch: first pixel and length, alternating. Found by painting
   * noise on black twice, so that the fill does not matter.
   */
  static int[] touched(List<Edit> edits) {
    boolean[] touched = new boolean[SIDE * SIDE];
    for (byte before : new byte[] {0, 77}) {
      byte[] bgr = new byte[3 * SIDE * SIDE];
      java.util.Arrays.fill(bgr, before);
      new BytePainter(MEAN).paint(bgr, SIDE, SIDE, edits);
      for (int i = 0; i < bgr.length; i++) {
        touched[i / 3] |= bgr[i] != before;
      }
    }
    return runs(touched);
  }

  private static int[] runs(boolean[] touched) {
    List<Integer> runs = new ArrayList<>();
    for (int i = 0; i < touched.length; ) {
      int end = i;
      while (end < touched.length && touched[end] && (end == i || end % SIDE != 0)) {
        end++;
      }
      if (end > i) {
        runs.add(i);
        runs.add(end - i);
      }
      i = Math.max(end, i + 1);
    }
    return runs.stream().mapToInt(Integer::intValue).toArray();
  }
}
