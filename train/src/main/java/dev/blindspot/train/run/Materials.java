package dev.blindspot.train.run;

import dev.blindspot.augment.Box;
import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Rgb;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.data.BadImageException;
import dev.blindspot.train.data.CueBox;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.PictureStore;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.evaluate.RobustnessSuite;
import java.util.AbstractList;
import java.util.List;

/**
 * What models are measured on.
 *
 * @param settings of the evaluation
 * @param seed of what is random in it
 * @param heldOut the pictures that results are reported on
 * @param validation pictures that no model was trained on, for temperatures and label errors; may
 *     be empty
 * @param pictures decoded at the models' size
 * @param mean colour of the training pictures
 * @param classes their names
 */
record Materials(
    EvaluationConfig settings,
    long seed,
    List<ManifestRow> heldOut,
    List<ManifestRow> validation,
    PictureStore pictures,
    Rgb mean,
    List<String> classes) {

  static Materials of(Preparation prepared) {
    return new Materials(
        prepared.config().evaluation(),
        prepared.config().seed(),
        prepared.requireHeldOut(),
        prepared.manifest().in(Split.VALIDATION),
        prepared.pictures(),
        prepared.datasetMean(),
        prepared.manifest().classes());
  }

  BytePainter painter() {
    return new BytePainter(mean);
  }

  RobustnessSuite suite() {
    return RobustnessSuite.of(settings, seed);
  }

  static int[] labels(List<ManifestRow> rows) {
    return rows.stream().mapToInt(ManifestRow::label).toArray();
  }

  /** Decoded when they are asked for: not all of them fit into memory. */
  List<Picture> pictures(List<ManifestRow> rows) {
    return new AbstractList<>() {
      @Override
      public Picture get(int index) {
        return pictures.get(rows.get(index));
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  RobustnessSuite.HeldOut held() {
    List<List<CueBox>> boxes = heldOut.stream().map(this::objectBoxes).toList();
    return new RobustnessSuite.HeldOut(
        pictures(heldOut),
        labels(heldOut),
        boxes.stream()
            .map(of -> of.stream().map(b -> new Box(b.x(), b.y(), b.width(), b.height())).toList())
            .toList(),
        boxes.stream().flatMap(List::stream).map(CueBox::name).distinct().sorted().toList());
  }

  private List<CueBox> objectBoxes(ManifestRow row) {
    try {
      return pictures.boxes(row).stream().filter(box -> !box.outsideObject()).toList();
    } catch (BadImageException e) {
      throw new IllegalStateException(row.path() + " could be read before: " + e.getMessage(), e);
    }
  }
}
