package dev.blindspot.train.run.cure;

import static java.util.Objects.requireNonNull;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.method.PlaceErasing;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.report.result.Cure.PlaceEffect;
import dev.blindspot.train.report.result.Cure.SuspectPlace;
import dev.blindspot.train.run.measure.EvaluatedModel;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import dev.blindspot.train.run.prepare.Preparation;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What places do to a network's answers on the test images: hidden by the training images' mean,
 * and filled with what they hold in training and validation images of the class that they stand
 * for.
 */
final class PlaceEffects {
  private final EvaluationInputs inputs;
  private final List<DecodedImage> images;
  private final int[] labels;
  private final Map<String, DecodedImage> donors = new LinkedHashMap<>();
  private final Preparation prepared;

  PlaceEffects(EvaluationInputs inputs, Preparation prepared) {
    this.inputs = inputs;
    this.prepared = prepared;
    this.images = inputs.images(inputs.heldOut());
    this.labels = EvaluationInputs.labels(inputs.heldOut());
  }

  /** Share of the image that places cover together. */
  static double area(List<SuspectPlace> places) {
    int side = 1000; // shares to a thousandth
    boolean[] covered = new boolean[side * side];
    for (RelativeBox place : Cures.boxes(places)) {
      Box box = place.pixels(side, side, 0);
      for (int y = box.y(); y < box.bottom(); y++) {
        Arrays.fill(covered, y * side + box.x(), y * side + box.x() + box.width(), true);
      }
    }
    long count = IntStream.range(0, covered.length).filter(i -> covered[i]).count();
    return (double) count / covered.length;
  }

  PlaceEffect of(Path file, List<SuspectPlace> places) {
    try (EvaluatedModel model = EvaluatedModel.load(file)) {
      return of(model.scorer(), places);
    }
  }

  PlaceEffect of(Scorer scorer, List<SuspectPlace> places) {
    Predictions whole = predictions(scorer, images.size(), images::get, labels);
    Predictions hidden =
        predictions(scorer, images.size(), i -> hidden(images.get(i), places), labels);
    int changed = 0;
    for (int i = 0; i < whole.size(); i++) {
      changed += whole.predicted(i) == hidden.predicted(i) ? 0 : 1;
    }
    int recipients = 0;
    int before = 0;
    int pasted = 0;
    int control = 0;
    for (String label : places.stream().map(SuspectPlace::label).distinct().toList()) {
      List<SuspectPlace> its = places.stream().filter(p -> p.label().equals(label)).toList();
      int own = inputs.classes().indexOf(label);
      int[] others = IntStream.range(0, labels.length).filter(i -> labels[i] != own).toArray();
      if (others.length > 0) {
        recipients += others.length;
        before += (int) IntStream.of(others).filter(whole::isCorrect).count();
        List<DecodedImage> from = donors(its, own);
        pasted += right(scorer, others, its, i -> from.get(i % from.size()));
        control += right(scorer, others, its, i -> images.get(next(others, i)));
      }
    }
    return new PlaceEffect(
        whole.size(), right(whole), right(hidden), changed, recipients, before, pasted, control);
  }

  /** The next recipient of the same class; the image itself where it is the only one. */
  private int next(int[] recipients, int at) {
    for (int step = 1; step < recipients.length; step++) {
      int other = recipients[(at + step) % recipients.length];
      if (labels[other] == labels[recipients[at]]) {
        return other;
      }
    }
    return recipients[at];
  }

  private int right(
      Scorer scorer, int[] recipients, List<SuspectPlace> places, IntFunction<DecodedImage> donor) {
    int[] truth = IntStream.of(recipients).map(i -> labels[i]).toArray();
    return right(
        predictions(
            scorer,
            recipients.length,
            i -> pasted(images.get(recipients[i]), donor.apply(i), places),
            truth));
  }

  private static int right(Predictions said) {
    return (int) IntStream.range(0, said.size()).filter(said::isCorrect).count();
  }

  private Predictions predictions(
      Scorer scorer, int count, IntFunction<DecodedImage> image, int[] truth) {
    List<DecodedImage> made =
        new AbstractList<>() {
          @Override
          public DecodedImage get(int index) {
            return image.apply(index);
          }

          @Override
          public int size() {
            return count;
          }
        };
    return Predictions.of(
        scorer, made, truth, inputs.settings().batchSize(), ProgressListener.NONE);
  }

  private DecodedImage hidden(DecodedImage image, List<SuspectPlace> places) {
    DecodedImage copy = image.copy();
    PlaceErasing erasing = PlaceErasing.defaults().withPlaces(Cures.boxes(places));
    new BytePainter(inputs.mean())
        .paint(
            copy.bgr(),
            copy.height(),
            copy.width(),
            erasing.draw(copy.height(), copy.width(), SampleRandom.of(inputs.seed(), 0, 0)));
    return copy;
  }

  private static DecodedImage pasted(
      DecodedImage image, DecodedImage donor, List<SuspectPlace> places) {
    DecodedImage copy = image.copy();
    for (RelativeBox place : Cures.boxes(places)) {
      Box box = place.pixels(image.height(), image.width(), 0);
      for (int y = box.y(); y < box.bottom(); y++) {
        int from = 3 * (y * image.width() + box.x());
        System.arraycopy(donor.bgr(), from, copy.bgr(), from, 3 * box.width());
      }
    }
    return copy;
  }

  /**
   * Images in which the place decides; those of its class first, as a scan goes by what is said.
   */
  private List<DecodedImage> donors(List<SuspectPlace> places, int label) {
    List<ManifestRow> rows =
        places.stream()
            .flatMap(place -> place.donors().stream())
            .distinct()
            .map(this::row)
            .toList();
    List<ManifestRow> own = rows.stream().filter(row -> row.label() == label).toList();
    List<DecodedImage> found = new ArrayList<>();
    for (ManifestRow row : own.isEmpty() ? rows : own) {
      found.add(donors.computeIfAbsent(row.id(), id -> prepared.images().get(row)));
    }
    return found;
  }

  private ManifestRow row(String id) {
    return requireNonNull(
        prepared.manifest().rows().stream()
            .filter(row -> row.id().equals(id))
            .findFirst()
            .orElse(null),
        id);
  }
}
