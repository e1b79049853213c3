package dev.blindspot.train.run.prepare;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.evaluate.robustness.RobustnessSuite;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What models are measured on.
 *
 * @param settings of the evaluation
 * @param seed of what is random in it
 * @param heldOut the images that results are reported on
 * @param validation images that no model was trained on, for temperatures and label errors; may be
 *     empty
 * @param images decoded at the models' size
 * @param mean colour of the training images
 * @param classes their names
 */
public record EvaluationInputs(
    EvaluationConfig settings,
    long seed,
    List<ManifestRow> heldOut,
    List<ManifestRow> validation,
    ImageStore images,
    Rgb mean,
    List<String> classes) {

  public static EvaluationInputs of(Preparation prepared) {
    return new EvaluationInputs(
        prepared.config().evaluation(),
        prepared.config().seed(),
        prepared.requireHeldOut(),
        prepared.manifest().in(Split.VALIDATION),
        prepared.images(),
        prepared.datasetMean(),
        prepared.manifest().classes());
  }

  public BytePainter painter() {
    return new BytePainter(mean);
  }

  public RobustnessSuite suite() {
    return RobustnessSuite.of(settings, seed);
  }

  /**
   * Numbers of the held-out images whose worst place is searched, increasing: a random sample that
   * depends on the images' names alone, and not on the seed, so that trials with several seeds see
   * the same images.
   */
  public int[] worstPlaceSample() {
    return IntStream.range(0, heldOut.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> SampleRandom.key(0, heldOut.get(i).id())))
        .limit(settings.worstPlace().images())
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  public static int[] labels(List<ManifestRow> rows) {
    return rows.stream().mapToInt(ManifestRow::label).toArray();
  }

  /** Decoded when they are asked for: not all of them fit into memory. */
  public List<DecodedImage> images(List<ManifestRow> rows) {
    return new AbstractList<>() {
      @Override
      public DecodedImage get(int index) {
        return images.get(rows.get(index));
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  public RobustnessSuite.HeldOut held() {
    List<List<CueBox>> boxes = heldOut.stream().map(this::objectBoxes).toList();
    return new RobustnessSuite.HeldOut(
        images(heldOut),
        labels(heldOut),
        boxes.stream()
            .map(of -> of.stream().map(b -> new Box(b.x(), b.y(), b.width(), b.height())).toList())
            .toList(),
        boxes.stream().flatMap(List::stream).map(CueBox::name).distinct().sorted().toList());
  }

  private List<CueBox> objectBoxes(ManifestRow row) {
    try {
      return images.boxes(row).stream().filter(box -> !box.outsideObject()).toList();
    } catch (BadImageException e) {
      throw new IllegalStateException(row.path() + " could be read before: " + e.getMessage(), e);
    }
  }
}
