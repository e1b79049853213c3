package dev.blindspot.train.fit.batch;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.mixing.Mixing;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The first images that an arm is trained on, exactly as training sees them, for people to look at.
 */
public final class TrainingImages {
  private static final int CHANNELS = 3;

  private TrainingImages() {}

  /**
   * A training image.
   *
   * @param row where it comes from
   * @param image augmented and mixed
   * @param drawn what the augmentations drew, with all parameters; empty if it is untouched
   */
  public record Seen(ManifestRow row, DecodedImage image, List<String> drawn) {
    public Seen {
      drawn = List.copyOf(drawn);
    }

    /** In few words, for below the image: without seeds, and alike patches counted. */
    public String caption() {
      Map<String, Long> counted =
          drawn.stream()
              .map(text -> text.replaceAll("(, seed \\w+| at \\([^)]*\\))", ""))
              .collect(Collectors.groupingBy(t -> t, LinkedHashMap::new, Collectors.counting()));
      return counted.entrySet().stream()
          .map(e -> e.getValue() == 1 ? e.getKey() : e.getValue() + " times " + e.getKey())
          .collect(Collectors.joining("; "));
    }
  }

  /** The first {@code count} images of the first epoch; the same rows for all arms of a run. */
  public static List<Seen> of(
      ArmConfig arm,
      List<ManifestRow> train,
      ImageStore images,
      Rgb datasetMean,
      int classes,
      long seed,
      int count) {
    BatchMaker maker = new BatchMaker(arm, train, images, datasetMean, classes, seed);
    int[] order = maker.order(0);
    List<Seen> seen = new ArrayList<>();
    for (int b = 0; b < maker.batches() && seen.size() < count; b++) {
      try (Batch batch = maker.make(0, order, b)) {
        for (int i = 0; i < batch.rows().size() && seen.size() < count; i++) {
          seen.add(seen(batch, i));
        }
      }
    }
    return seen;
  }

  /** An image of a batch, counted from 0. */
  public static Seen seen(Batch batch, int i) {
    return new Seen(batch.rows().get(i), image(batch.images(), i), drawn(batch, i));
  }

  private static List<String> drawn(Batch batch, int i) {
    return Stream.concat(
            batch.edits().get(i).stream().map(Edit::toString),
            batch.mixings().stream().flatMap(mixing -> mixed(batch, mixing, i)))
        .toList();
  }

  private static Stream<String> mixed(Batch batch, Mixing mixing, int i) {
    int partner = mixing.partner()[i];
    double other = 1 - mixing.lambda()[i];
    if (partner == i || other == 0) {
      return Stream.empty();
    }
    String how = mixing.boxes().isEmpty() ? "mixed" : "pasted at " + mixing.boxes().get(i);
    return Stream.of(
        String.format(
            Locale.ROOT,
            "%.2f of %s %s (lambda %.2f)",
            other,
            batch.rows().get(partner).id(),
            how,
            1 - other));
  }

  /** An image of a batch, rounded to bytes. */
  public static DecodedImage image(INDArray batch, int i) {
    int height = (int) batch.size(2);
    int width = (int) batch.size(3);
    float[] planes = batch.slice(i).dup('c').data().asFloat();
    byte[] bgr = new byte[planes.length];
    for (int pixel = 0; pixel < height * width; pixel++) {
      for (int c = 0; c < CHANNELS; c++) {
        bgr[CHANNELS * pixel + c] = (byte) Math.round(planes[c * height * width + pixel]);
      }
    }
    return new DecodedImage(height, width, bgr);
  }
}
