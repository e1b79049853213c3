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
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapComparison;
import dev.blindspot.train.inspect.OcclusionTable;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.sheet.MapSheets;
import dev.blindspot.train.inspect.sheet.PredictedClasses;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Extent;
import dev.blindspot.train.model.foreign.ClassNames;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.run.folder.FileNames;
import dev.blindspot.train.run.folder.ImageFiles;
import dev.blindspot.train.run.folder.ImageFiles.Named;
import dev.blindspot.train.run.folder.ImageLimit;
import dev.blindspot.train.run.job.ModelCheck.Checked;
import dev.blindspot.train.run.measure.ClusterMaps;
import dev.blindspot.train.run.measure.MapFindingsJob;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws the maps of models for some images, side by side. */
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

  /** What is done about a method of which a model has no maps. */
  public enum Unsupported {
    /** It was asked for: the reason is told, and nothing is drawn. */
    REFUSE,
    /** It is one of the usual ones: the others are drawn, and it is told. */
    LEAVE_OUT
  }

  /**
   * Writes a sheet for each image, an overview for each method, tables of occlusion scores and of
   * the maps' measures, and what the scan for shortcuts found.
   *
   * @param images files, folders, patterns and addresses of folders
   * @param targetClass name or index of the class whose evidence is shown; null: the one that the
   *     first model predicts
   * @return what was done and found
   */
  public Explained explain(
      ModelRequest models,
      List<String> images,
      @Nullable String targetClass,
      Path out,
      ExplanationConfig wanted,
      Unsupported unsupported) {
    ImageFiles folder = ImageFiles.of(images, links, "--images");
    List<Path> files = folder.files();
    Map<String, ModelSource> named = models.sources(null);
    Checked checked = new ModelCheck(named, wanted, unsupported).check();
    ExplanationConfig settings = checked.settings();
    try (OpenModel first = named.values().iterator().next().open()) {
      requireWithin(settings, first.inputSize());
      Integer target = targetClass == null ? null : ClassNames.index(targetClass, first.classes());
      ImageReader reader =
          new ImageReader(first.inputSize(), first.resize(), ImageLimit.MAX_PIXELS);
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
        throw new UserError("none of the images in " + String.join(", ", images) + " can be used");
      }
      List<Subject> drawn = mapped.stream().map(p -> subject(p, target, first)).toList();
      List<Subject> scanned = sample.stream().map(p -> subject(p, target, first)).toList();
      Rgb mean = mean(sample.isEmpty() ? mapped : sample);
      Inspection inspection =
          cluster == null
              ? Inspection.of(named, drawn, settings, mean, progress)
              : ClusterMaps.inspect(cluster, named, drawn, settings, mean, progress);
      write(inspection, first, settings, out);
      MapFindings findings =
          new MapFindingsJob(
                  inspection,
                  new MapComparison(inspection, RESAMPLES, SEED),
                  new ShortcutSearch(
                      scanned, first.classes(), settings, mean, named.size(), SEED, Extent.WINDOWS),
                  progress)
              .find(named, out, out);
      return new Explained(
          drawn.size(),
          Stream.of(
                  undrawn(files.size(), settings.images()),
                  checked.notes().stream(),
                  findings.scans().stream().map(ClassScan::sentence))
              .flatMap(Function.identity())
              .toList());
    } catch (IOException e) {
      throw new UserError("the folder " + out + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Stream<String> undrawn(int files, int drawn) {
    return files <= drawn
        ? Stream.empty()
        : Stream.of(
            "of %d images the first %d are drawn; --set images=%d draws all"
                .formatted(files, drawn, files));
  }

  private static void requireWithin(ExplanationConfig settings, int inputSize) {
    if (settings.largestWindowPx() > inputSize) {
      throw new UserError(
          "windowPx and furtherWindowsPx must be at most the input's %d pixels, was %d"
              .formatted(inputSize, settings.largestWindowPx()));
    }
  }

  private static void write(
      Inspection inspection, OpenModel first, ExplanationConfig settings, Path out)
      throws IOException {
    List<String> classes = first.classes();
    MapSheets sheets = new MapSheets(inspection, classes, settings, first.scaling());
    int count = inspection.subjects().size();
    for (int i = 0; i < count; i++) {
      sheets.writeImage(i, out.resolve(FileNames.numbered(i, inspection.subjects().get(i).id())));
    }
    for (MapMethod method : inspection.methods()) {
      sheets.writeOverview(count, method, out.resolve(FileNames.overview(method)));
    }
    if (settings.draws(MapMethod.OCCLUSION)) {
      OcclusionTable.write(inspection, classes, out.resolve("occlusion.csv"));
      new PredictedClasses(inspection, classes)
          .write(out.resolve("occlusion-classes.png"), settings.sheets());
    }
  }

  private static Subject subject(Named image, @Nullable Integer targetClass, OpenModel model) {
    int target = targetClass != null ? targetClass : predicted(image, model);
    return new Subject(image.name(), image.image(), target, List.of());
  }

  private static int predicted(Named image, OpenModel model) {
    try (INDArray batch = Batches.toArray(List.of(image.image()))) {
      return model.classifier().predicted(batch);
    }
  }

  /** Not the first ones by name: names often go with the class. */
  static List<Path> sample(List<Path> files, int count) {
    return files.stream()
        .sorted(
            Comparator.comparingLong(file -> SampleRandom.key(SEED, file.getFileName().toString())))
        .limit(count)
        .toList();
  }

  /** The mean of the images themselves: that of the training images is not part of a model. */
  static Rgb mean(List<Named> images) {
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
}
