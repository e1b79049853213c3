package dev.blindspot.train.run.job;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.Location;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.batch.BatchMemory;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapComparison;
import dev.blindspot.train.inspect.MapSheets;
import dev.blindspot.train.inspect.OcclusionTable;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.model.ScoringNetwork;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.run.folder.FileNames;
import dev.blindspot.train.run.folder.ImageFiles;
import dev.blindspot.train.run.folder.ImageFiles.Named;
import dev.blindspot.train.run.folder.ImageLimit;
import dev.blindspot.train.run.measure.ClusterMaps;
import dev.blindspot.train.run.measure.MapFindingsJob;
import dev.blindspot.train.run.prepare.ModelInput;
import dev.blindspot.train.run.prepare.ModelNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws the maps of saved models for the images of a folder, side by side. */
public final class ExplainJob {
  private static final int RESAMPLES = 2000;
  private static final long SEED = 1;

  private final Progress progress;
  private final @Nullable Cluster cluster;
  private final Links links;

  public ExplainJob(Progress progress) {
    this(progress, null, Links.INSIDE);
  }

  /**
   * The same; with a cluster, maps are drawn there.
   *
   * @param links where links in the folder of images may lead
   */
  public ExplainJob(Progress progress, @Nullable Cluster cluster, Links links) {
    this.progress = progress;
    this.cluster = cluster;
    this.links = links;
  }

  /**
   * What was done.
   *
   * @param images number of images with maps
   * @param sentences what the scan for shortcuts found, arm by arm and class by class
   */
  public record Explained(int images, List<String> sentences) {
    public Explained {
      sentences = List.copyOf(sentences);
    }
  }

  /**
   * Writes a sheet for each image, an overview for each method, tables of occlusion scores and of
   * the maps' measures, and what the scan for shortcuts found.
   *
   * @param images folder of images, or its address
   * @param targetClass class whose evidence is shown; null: the one that the first model predicts
   * @return what was done and found
   */
  public Explained explain(
      List<Path> models,
      String images,
      @Nullable Integer targetClass,
      Path out,
      ExplanationConfig settings) {
    Map<String, Path> named = ModelNames.of(models);
    ImageFiles folder = new ImageFiles(Location.here(images, "--images"), links);
    List<Path> files = folder.files();
    try (ModelFile.Loaded first = ModelFile.load(models.get(0))) {
      ModelSpec spec = first.spec();
      requireClass(targetClass, spec);
      requireAlike(models, spec);
      requireWithin(settings, spec);
      ImageReader reader = new ImageReader(spec.inputSize(), spec.resize(), ImageLimit.MAX_PIXELS);
      ImageFiles.Read shown =
          folder.read(files.subList(0, Math.min(files.size(), settings.images())), reader);
      ImageFiles.Read scannable = folder.read(sample(files, settings.scan().images()), reader);
      LeftOut.in(out)
          .report(
              Stream.of(shown, scannable)
                  .flatMap(read -> read.leftOut().stream())
                  .distinct()
                  .toList());
      List<Named> mapped = shown.images();
      List<Named> sample = scannable.images();
      if (mapped.isEmpty() && sample.isEmpty()) {
        throw new UserError("none of the images in " + images + " can be used");
      }
      List<Subject> drawn;
      List<Subject> scanned;
      try (ScoringNetwork network = first.network()) {
        drawn = mapped.stream().map(p -> subject(p, targetClass, network)).toList();
        scanned = sample.stream().map(p -> subject(p, targetClass, network)).toList();
      }
      Rgb mean = mean(sample.isEmpty() ? mapped : sample);
      Inspection inspection =
          cluster == null
              ? Inspection.of(named, drawn, settings, mean, progress)
              : ClusterMaps.inspect(cluster, named, drawn, settings, mean, progress);
      write(inspection, spec, settings, out);
      MapFindings findings =
          new MapFindingsJob(
                  inspection,
                  new MapComparison(inspection, RESAMPLES, SEED),
                  new ShortcutSearch(scanned, spec.classes(), settings, mean, named.size(), SEED),
                  progress)
              .find(named, out, out);
      return new Explained(
          drawn.size(), findings.scans().stream().map(ClassScan::sentence).toList());
    } catch (IOException e) {
      throw new UserError("the folder " + out + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void requireWithin(ExplanationConfig settings, ModelSpec spec) {
    if (settings.largestWindowPx() > spec.inputSize()) {
      throw new UserError(
          "windowPx and furtherWindowsPx must be at most the input's %d pixels, was %d"
              .formatted(spec.inputSize(), settings.largestWindowPx()));
    }
  }

  private static void write(
      Inspection inspection, ModelSpec spec, ExplanationConfig settings, Path out)
      throws IOException {
    MapSheets sheets = new MapSheets(inspection, spec.classes(), settings);
    int count = inspection.subjects().size();
    for (int i = 0; i < count; i++) {
      sheets.writeImage(i, out.resolve(FileNames.numbered(i, inspection.subjects().get(i).id())));
    }
    for (MapMethod method : inspection.methods()) {
      sheets.writeOverview(count, method, out.resolve(FileNames.overview(method)));
    }
    if (settings.draws(MapMethod.OCCLUSION)) {
      OcclusionTable.write(inspection, spec.classes(), out.resolve("occlusion.csv"));
    }
  }

  private static Subject subject(
      Named image, @Nullable Integer targetClass, ScoringNetwork network) {
    int target = targetClass != null ? targetClass : predicted(image, network);
    return new Subject(image.name(), image.image(), target, List.of());
  }

  private static int predicted(Named image, ScoringNetwork network) {
    try (INDArray batch = Batches.toArray(List.of(image.image()))) {
      INDArray scores = network.score(batch);
      float[] row = scores.toFloatMatrix()[0];
      BatchMemory.free(scores);
      int best = 0;
      for (int k = 1; k < row.length; k++) {
        best = row[k] > row[best] ? k : best;
      }
      return best;
    }
  }

  /** Not the first ones by name: names often go with the class. */
  private static List<Path> sample(List<Path> files, int count) {
    return files.stream()
        .sorted(
            Comparator.comparingLong(file -> SampleRandom.key(SEED, file.getFileName().toString())))
        .limit(count)
        .toList();
  }

  /** The mean of the images themselves: that of the training images is not part of a model. */
  private static Rgb mean(List<Named> images) {
    double[] sums = new double[3];
    long pixels = 0;
    for (Named named : images) {
      DecodedImage image = named.image();
      byte[] bgr = image.bgr();
      for (int i = 0; i < bgr.length; i++) {
        sums[i % 3] += bgr[i] & 0xFF;
      }
      pixels += (long) image.height() * image.width();
    }
    double n = Math.max(1, pixels);
    return new Rgb(sums[2] / n, sums[1] / n, sums[0] / n);
  }

  private static void requireClass(@Nullable Integer targetClass, ModelSpec spec) {
    if (targetClass != null && (targetClass < 0 || targetClass >= spec.classes().size())) {
      throw new UserError(
          "--class must be 0 to %d (%s), was %d"
              .formatted(spec.classes().size() - 1, spec.classes(), targetClass));
    }
  }

  private static void requireAlike(List<Path> models, ModelSpec first) {
    ModelInput expected = ModelInput.of(first);
    for (Path model : models) {
      try (ModelFile.Loaded other = ModelFile.load(model)) {
        ModelInput found = ModelInput.of(other.spec());
        if (!found.equals(expected)) {
          throw new UserError(
              "models must have the same input and classes to be compared: %s has %s, %s has %s"
                  .formatted(models.get(0), expected, model, found));
        }
      }
    }
  }
}
