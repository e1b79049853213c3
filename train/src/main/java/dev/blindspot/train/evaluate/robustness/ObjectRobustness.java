package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.ObjectOcclusion.Bin;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Sorts views of images with a known object by how much of the object is hidden. */
final class ObjectRobustness {
  private static final int BINS = 5;

  private final List<List<Box>> objects;
  private final int height;
  private final int width;
  private final List<double[]> views = new ArrayList<>();
  private final List<double[]> correct = new ArrayList<>();
  private final List<double[]> trueProbability = new ArrayList<>();

  /**
   * @param objects the boxes of every image's object, in its pixels; none when it is not known
   */
  ObjectRobustness(List<List<Box>> objects, int height, int width) {
    this.objects = objects;
    this.height = height;
    this.width = width;
    for (int b = 0; b <= BINS; b++) {
      views.add(new double[objects.size()]);
      correct.add(new double[objects.size()]);
      trueProbability.add(new double[objects.size()]);
    }
  }

  /** Takes in what was said about all images under a condition whose places need no map. */
  void add(OcclusionPainter condition, Predictions said) {
    for (int i = 0; i < objects.size(); i++) {
      if (!objects.get(i).isEmpty()) {
        int bin = bin(hiddenShare(objects.get(i), condition.patches(height, width, i, null)));
        views.get(bin)[i]++;
        correct.get(bin)[i] += said.isCorrect(i) ? 1 : 0;
        trueProbability.get(bin)[i] += said.probability(i, said.label(i));
      }
    }
  }

  ObjectOcclusion result(List<String> names, String fill, BoundedMean shares) {
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b <= BINS; b++) {
      double all = sum(views.get(b));
      bins.add(
          new Bin(
              Math.max(0, b - 1.0) / BINS,
              (double) b / BINS,
              (int) all,
              (int) java.util.Arrays.stream(views.get(b)).filter(v -> v > 0).count(),
              sum(correct.get(b)) / all, // 0 / 0 is NaN: nothing was measured
              shares.ratio(correct.get(b), views.get(b)),
              sum(trueProbability.get(b)) / all));
    }
    int known = (int) objects.stream().filter(boxes -> !boxes.isEmpty()).count();
    return new ObjectOcclusion(names, fill, known, bins);
  }

  private static int bin(double share) {
    return (int) Math.min(BINS, Math.ceil(share * BINS - 1e-9));
  }

  /** The share of the boxes' union that the patches cover. */
  static double hiddenShare(List<Box> boxes, List<Patch> patches) {
    List<Box> hiding = patches.stream().map(Patch::box).toList();
    int width =
        Stream.of(boxes, hiding)
            .flatMap(List::stream)
            .mapToInt(box -> box.x() + box.width())
            .max()
            .orElse(0);
    BitSet object = pixels(boxes, width);
    BitSet hidden = pixels(hiding, width);
    hidden.and(object);
    return object.isEmpty() ? 0 : (double) hidden.cardinality() / object.cardinality();
  }

  /** What boxes cover together of an image so wide, row by row. */
  private static BitSet pixels(List<Box> boxes, int width) {
    BitSet pixels = new BitSet();
    for (Box box : boxes) {
      for (int y = box.y(); y < box.y() + box.height(); y++) {
        int start = y * width + box.x();
        pixels.set(start, start + box.width());
      }
    }
    return pixels;
  }

  private static double sum(double[] values) {
    return java.util.Arrays.stream(values).sum();
  }
}
