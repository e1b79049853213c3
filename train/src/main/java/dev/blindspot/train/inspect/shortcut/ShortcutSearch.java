package dev.blindspot.train.inspect.shortcut;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.MultiScaleOcclusion;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.explain.shortcut.ContentExtent;
import dev.blindspot.explain.shortcut.NullModel;
import dev.blindspot.explain.shortcut.PatchTransplant;
import dev.blindspot.explain.shortcut.ScanResult;
import dev.blindspot.explain.shortcut.ScannedImage;
import dev.blindspot.explain.shortcut.ShortcutScan;
import dev.blindspot.explain.shortcut.Suspect;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.ScanConfig;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.inspect.Mapper;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.shortcut.ClassScan.FoundSuspect;
import dev.blindspot.train.inspect.shortcut.ClassScan.Pasted;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scans what models take for each class for places that decide although the object does not.
 *
 * @param subjects the images, the same for every model
 * @param settings how they are scanned and drawn
 * @param arms how many models are scanned: they share the level
 * @param seed of the sign changes
 * @param extent how far a suspect is said to reach
 */
public record ShortcutSearch(
    List<Subject> subjects,
    List<String> classes,
    ExplanationConfig settings,
    Rgb datasetMean,
    int arms,
    long seed,
    Extent extent) {
  private static final int DONORS = 8;
  private static final int RECIPIENTS = 32;

  /** With more classes, those that no image is taken for are not mentioned. */
  private static final int FEW_CLASSES = 20;

  /** How far a suspect is said to reach. */
  public enum Extent {
    /** The rectangle around all suspicious windows that touch. */
    WINDOWS,
    /**
     * The same around the windows whose content suffices, for suspects that are confirmed; takes a
     * counter-test for every window around each of them.
     */
    CONTENT
  }

  public ShortcutSearch {
    subjects = List.copyOf(subjects);
    classes = List.copyOf(classes);
  }

  /**
   * One arm and class, with what is needed to draw it.
   *
   * @param scan what is reported
   * @param result what was computed
   * @param extents of the suspects, as {@link #extent} says
   * @param images indices of the subjects that the arm takes for the class
   * @param occlusions what was said behind every window, for each of them
   */
  public record Scanned(
      ClassScan scan,
      ScanResult result,
      List<Region> extents,
      List<Integer> images,
      List<OcclusionResult> occlusions) {
    public Scanned {
      extents = List.copyOf(extents);
      images = List.copyOf(images);
      occlusions = List.copyOf(occlusions);
    }
  }

  /** Scans one model, class by class. */
  public List<Scanned> scan(String arm, ModelSource model, Progress progress) {
    try (Mapper mapper = new Mapper(model.open(), settings, datasetMean)) {
      return scan(arm, mapper.scorer(), mapper.engine(), progress);
    }
  }

  /** Scans a classifier, class by class. */
  List<Scanned> scan(String arm, Scorer scorer, OcclusionEngine engine, Progress progress) {
    List<OcclusionResult> occlusions = occlusions(arm, engine, progress);
    double level = level(occlusions);
    return IntStream.range(0, classes.size())
        .filter(label -> classes.size() <= FEW_CLASSES || taken(occlusions, label) > 0)
        .mapToObj(label -> scan(arm, label, scorer, occlusions, level))
        .toList();
  }

  private static long taken(List<OcclusionResult> occlusions, int label) {
    return occlusions.stream().filter(of -> of.cleanPrediction() == label).count();
  }

  /**
   * The level of one scan: that of the report is shared by the arms, and that of an arm by the
   * classes of which it takes images enough. How many it takes says nothing of what hiding changes,
   * so that the report's level holds.
   */
  private double level(List<OcclusionResult> occlusions) {
    int[] taken = new int[classes.size()];
    occlusions.forEach(occlusion -> taken[occlusion.cleanPrediction()]++);
    Arrays.sort(taken);
    double ofArm = settings.scan().level() / arms;
    int scanned = 1;
    while (scanned < taken.length
        && taken[taken.length - 1 - scanned] >= ShortcutScan.fewestImages(ofArm / (scanned + 1))) {
      scanned++;
    }
    return ofArm / scanned;
  }

  private List<OcclusionResult> occlusions(String arm, OcclusionEngine engine, Progress progress) {
    int side = subjects.isEmpty() ? 1 : subjects.get(0).image().width();
    int window = Math.max(2, (int) Math.round(settings.scan().windowFraction() * side));
    MultiScaleOcclusion occlusion =
        new MultiScaleOcclusion(
            List.of(new MultiScaleOcclusion.Scale(window, window / 2)),
            settings.fill().forImages(datasetMean));
    List<OcclusionResult> results = new ArrayList<>();
    try (Progress.Task task = progress.start(arm + ": shortcut scan", subjects.size())) {
      for (Subject subject : subjects) {
        try (INDArray batch = Batches.toArray(List.of(subject.image()))) {
          INDArray image = batch.slice(0);
          results.add(
              occlusion
                  .explain(engine, image, recorded(engine, image), ProgressListener.NONE)
                  .first());
        }
        task.step(results.size(), "");
      }
    }
    return results;
  }

  /** The classes whose scores are kept: of many, only the one that the image is taken for. */
  private int[] recorded(OcclusionEngine engine, INDArray image) {
    if (classes.size() <= FEW_CLASSES) {
      return IntStream.range(0, classes.size()).toArray();
    }
    float[] pixels = image.dup('c').data().asFloat();
    try (OcclusionEngine.Session session =
        engine.open(pixels, (int) image.size(0), (int) image.size(1), (int) image.size(2))) {
      float[] scores = session.cleanScores();
      int best = 0;
      for (int k = 1; k < scores.length; k++) {
        best = scores[k] > scores[best] ? k : best;
      }
      return new int[] {best};
    }
  }

  private Scanned scan(
      String arm, int label, Scorer scorer, List<OcclusionResult> occlusions, double level) {
    List<Integer> taken =
        IntStream.range(0, occlusions.size())
            .filter(i -> occlusions.get(i).cleanPrediction() == label)
            .boxed()
            .toList();
    List<Integer> others =
        IntStream.range(0, occlusions.size())
            .filter(i -> occlusions.get(i).cleanPrediction() != label)
            .limit(RECIPIENTS)
            .boxed()
            .toList();
    List<ScannedImage> images =
        taken.stream()
            .map(
                i ->
                    ScannedImage.of(
                        subjects.get(i).id(), occlusions.get(i), label, subjects.get(i).objects()))
            .toList();
    ScanConfig scan = settings.scan();
    WindowGrid grid = occlusions.isEmpty() ? new WindowGrid(1, 1, 1, 1) : occlusions.get(0).grid();
    ScanResult result =
        new ShortcutScan(
                scan.hitDrop(),
                scan.minHits(),
                scan.minExcess(),
                scan.minRatio(),
                level,
                ShortcutScan.USUAL_PERMUTATIONS,
                seed)
            .scan(grid, images);
    List<FoundSuspect> found = new ArrayList<>();
    List<Region> extents = new ArrayList<>();
    for (Suspect suspect : result.suspects()) {
      List<Integer> hits = suspect.examples().stream().map(taken::get).toList();
      try (INDArray donors = batch(hits.subList(0, Math.min(DONORS, hits.size())));
          @Nullable INDArray recipients = others.size() < 2 ? null : batch(others)) {
        Pasted pasted = pasted(suspect.window(), label, scorer, donors, recipients);
        found.add(found(suspect, result, hits, pasted));
        extents.add(
            extent == Extent.CONTENT && pasted != null && pasted.confirms()
                ? ContentExtent.around(
                    suspect.extent(),
                    grid,
                    window -> suffices(pasted(window, label, scorer, donors, recipients)))
                : suspect.extent());
      }
    }
    String name = classes.get(label);
    ClassScan report =
        new ClassScan(
            arm,
            name,
            images.size(),
            result.tested(),
            grid.windowPx(),
            result.explained() == NullModel.BY_OTHER_PLACES_BESIDE_THE_OBJECT,
            level,
            found,
            ScanSentence.of(arm, name, result, found));
    return new Scanned(
        report, result, extents, taken, taken.stream().map(occlusions::get).toList());
  }

  private boolean suffices(@Nullable Pasted pasted) {
    return pasted != null && pasted.confirms() && pasted.gain() >= settings.scan().hitDrop();
  }

  private FoundSuspect found(
      Suspect suspect, ScanResult result, List<Integer> hits, @Nullable Pasted pasted) {
    Region window = suspect.window();
    var place = suspect.place();
    return new FoundSuspect(
        ScanSentence.place(window, result.grid()),
        window.x(),
        window.y(),
        window.width(),
        window.height(),
        place.hits(),
        place.images(),
        place.rate(),
        Interval.wilsonOfChosen(place.hits(), place.images(), result.tested()),
        place.expected(),
        place.mirroredRate(),
        place.meanDrop(),
        place.p(),
        cue(window, hits),
        pasted);
  }

  /** The smallest known content that the window touches in at least half of the hits. */
  private @Nullable String cue(Region window, List<Integer> hits) {
    String found = null;
    double smallest = Double.POSITIVE_INFINITY;
    for (String name :
        hits.stream().flatMap(i -> subjects.get(i).names().stream()).distinct().toList()) {
      List<List<Region>> touched =
          hits.stream()
              .map(i -> subjects.get(i).regions(name))
              .map(all -> all.stream().filter(region -> region.iou(window) > 0).toList())
              .filter(all -> !all.isEmpty())
              .toList();
      double area =
          touched.stream().flatMap(List::stream).mapToLong(Region::area).average().orElse(0);
      if (2 * touched.size() >= hits.size() && area < smallest) {
        found = name;
        smallest = area;
      }
    }
    return found;
  }

  private @Nullable Pasted pasted(
      Region window, int label, Scorer scorer, INDArray donors, @Nullable INDArray recipients) {
    if (recipients == null) {
      return null;
    }
    PatchTransplant.Outcome outcome =
        new PatchTransplant(window, label, settings.batchSize()).run(scorer, donors, recipients);
    double[] gains = new double[outcome.recipients()];
    Arrays.setAll(gains, i -> outcome.pasted()[i] - outcome.control()[i]);
    CrossedMean gain = CrossedMean.of(new double[][] {gains});
    return new Pasted(
        outcome.recipients(),
        outcome.turned(),
        outcome.turnedByControl(),
        gain.value(),
        gain.interval());
  }

  /** The caller closes it. */
  private INDArray batch(List<Integer> indices) {
    return Batches.toArray(indices.stream().map(i -> subjects.get(i).image()).toList());
  }
}
