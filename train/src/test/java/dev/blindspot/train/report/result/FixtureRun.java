package dev.blindspot.train.report.result;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.comparison.NeededSample;
import dev.blindspot.train.evaluate.metrics.Evaluation;
import dev.blindspot.train.evaluate.metrics.Means;
import dev.blindspot.train.evaluate.metrics.Metrics;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.inspect.MapSummary;
import dev.blindspot.train.inspect.MapSummary.CueShare;
import dev.blindspot.train.inspect.MapSummary.FocusMeasure;
import dev.blindspot.train.machine.Environment;
import dev.blindspot.train.report.page.ReportWriter;
import dev.blindspot.train.report.page.SideBySide;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;

/** A made-up run that looks like a real one; its notes say that it is a fixture. */
public final class FixtureRun {
  private static final int TEST_IMAGES = 240;
  private static final double[] FRACTIONS = {0, 0.1, 0.2, 0.3, 0.4, 0.5};

  private final List<String> armNames;
  private final List<String> classes;
  private final int seeds;
  private final int labels;

  private FixtureRun(List<String> armNames, int seeds, int labels) {
    this.armNames = armNames;
    this.classes = List.of("ordinary", "emergency");
    this.seeds = seeds;
    this.labels = labels;
  }

  /** Baseline and robust. */
  public static RunResult twoArms() {
    return new FixtureRun(List.of("baseline", "robust"), 1, 2).result();
  }

  /** As many arms as a large comparison has, each trained three times. */
  public static RunResult sixArms() {
    List<String> arms =
        List.of("baseline", "cutout", "random-erasing", "hide-and-seek", "mixup", "cutmix");
    return new FixtureRun(arms, 3, 2).result();
  }

  /** One arm whose test images are all of one class, so that much is not defined. */
  public static RunResult oneClassOnly() {
    return new FixtureRun(List.of("baseline"), 1, 1).result();
  }

  /** Two runs of the same name on one page. */
  public static SideBySide sideBySide() {
    Map<String, RunResult> runs = new LinkedHashMap<>();
    runs.put("runs/six", sixArms());
    runs.put("runs/two", twoArms());
    return SideBySide.of(runs);
  }

  /** The page of a run with its images. */
  public static Path writePage(RunResult result, Path folder) throws IOException {
    drawImages(result, folder);
    return ReportWriter.write(result, folder);
  }

  /** Draws the images that {@link #twoArms} and {@link #sixArms} name. */
  public static void drawImages(RunResult result, Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    result.images().forEach(p -> p.sheets().forEach(sheet -> files.add(sheet.file())));
    result.findings().images().forEach(p -> p.sheets().forEach(sheet -> files.add(sheet.file())));
    if (result.mapFindings() != null) {
      result.mapFindings().images().forEach(image -> files.add(image.file()));
    }
    result.data().examples().forEach(example -> files.add(example.file()));
    for (int i = 0; i < files.size(); i++) {
      Path file = folder.resolve(files.get(i));
      Files.createDirectories(file.getParent());
      ImageIO.write(sheet(i, result.arms().size() + 1), "png", file.toFile());
    }
  }

  private RunResult result() {
    List<Predictions> said = new ArrayList<>();
    List<ArmResult> arms = new ArrayList<>();
    for (int i = 0; i < armNames.size(); i++) {
      said.add(predictions(i, 1));
      arms.add(arm(i, Metrics.of(said.get(i))));
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 1; i < arms.size(); i++) {
      comparisons.add(notShown(arms.get(i), arms.get(0)));
      for (Measure measure : List.of(Measure.OCCLUSION_AUC, Measure.CORRUPTION_ACCURACY)) {
        comparisons.add(made(measure, arms.get(i), arms.get(0)));
      }
    }
    return new RunResult(
            RunResult.SCHEMA,
            "quickstart",
            "2026-11-20T15:04:05Z",
            "0.1.0",
            "3f9c2a7d1e4b5c6f8091a2b3c4d5e6f708192a3b",
            "name: quickstart\nseed: 1\ntraining:\n  epochs: 12\n",
            1,
            new Environment(
                "17.0.12 (Eclipse Adoptium)",
                "Linux 6.1 amd64",
                "AMD EPYC 7B13",
                2,
                25_000_000_000L,
                "nd4j-native (CPU)",
                true,
                "1.0.0-M2.1",
                6_000_000_000L,
                Map.of("OpenCV", "4.5.5")),
            data(),
            arms,
            comparisons,
            images(),
            new Timing(
                154.2,
                List.of(
                    new Timing.Step("Images drawn and read", 6.3),
                    new Timing.Step("Training of " + armNames.size() + " arms", 96.8),
                    new Timing.Step("Evaluation", 21.4),
                    new Timing.Step("Maps", 27.9),
                    new Timing.Step("Report", 1.2)),
                3_400_000_000L),
            List.of("This is a fixture: all numbers and images are made up to test the page."),
            LongStream.rangeClosed(1, seeds).boxed().toList(),
            FixtureNumbers.findings(armNames, classes, said),
            null,
            null,
            FixtureNumbers.worstPlaceDifferences(armNames, seeds))
        .with(FixtureNumbers.mapFindings(armNames, classes), null);
  }

  private DataSummary data() {
    return new DataSummary(
        "1 200 synthetic vehicles, drawn with seed 1, a watermark planted at rate 0.95",
        96,
        96,
        classes,
        List.of(
            new DataSummary.SplitCount("train", 780, List.of(390, 390)),
            new DataSummary.SplitCount("validation", 180, List.of(90, 90)),
            new DataSummary.SplitCount("test", 240, List.of(120, 120))),
        List.of(
            new DataSummary.RejectedRow("train.csv:118", "0117.jpg", "truncated JPEG"),
            new DataSummary.RejectedRow("train.csv:950", null, "no label")),
        "sha256:9b1c4fd2a07e5b8836d1f4a2c3e09b7d55aa10fe4cc27b6d0e8f9182736455aa",
        3,
        7,
        List.of(new Illustration("Training images as drawn", "explain/examples.png")));
  }

  private ArmResult arm(int i, Evaluation test) {
    List<Epoch> history = new ArrayList<>();
    RandomGenerator random = SampleRandom.of(1, "history", i, 0);
    for (int e = 1; e <= 12; e++) {
      double decay = Math.exp(-e / (3.0 + i * 0.5));
      double noise = 0.02 * random.nextDouble();
      history.add(
          new Epoch(
              e,
              0.08 + 0.05 * i + 0.62 * decay + noise / 2,
              0.97 - 0.03 * i - 0.4 * decay - noise,
              0.22 - 0.02 * i + 0.48 * decay + noise + (i == 0 ? 0.006 * e : 0),
              e == 1 ? Double.NaN : 0.92 + 0.006 * i - 0.35 * decay - noise,
              0.001 * (1 + Math.cos(Math.PI * e / 12)) / 2,
              3.9 + noise,
              212 - 9 * i + 40 * noise));
    }
    return new ArmResult(
        armNames.get(i),
        augmentation(i),
        history,
        11,
        test,
        test,
        curve(i, test.accuracy()),
        List.of(map("occlusion", i), map("CAM", i)),
        46.2 + 3 * i,
        "arms/" + armNames.get(i) + "/model.zip",
        FixtureNumbers.robustness(i, test, curve(i, test.accuracy())),
        FixtureNumbers.seeds(
            i,
            IntStream.rangeClosed(1, seeds).mapToObj(s -> Metrics.of(predictions(i, s))).toList(),
            curve(i, test.accuracy())));
  }

  private static List<String> augmentation(int i) {
    return i == 0
        ? List.of("horizontal-flip p 0.5", "shift 8 %")
        : List.of(
            "horizontal-flip p 0.5",
            "shift 8 %",
            "random-erasing p 0.5, area 2 to 40 %, aspect 0.3 to 3.33, fill pixel-uniform");
  }

  private static OcclusionCurve curve(int arm, double clean) {
    List<OcclusionCurve.Point> points = new ArrayList<>();
    double area = 0;
    for (double fraction : FRACTIONS) {
      double kept = clean - fraction * fraction * (1.35 - 0.22 * arm) - 0.12 * fraction;
      Interval interval = new Interval(kept - 0.035, Math.min(1, kept + 0.033));
      points.add(
          new OcclusionCurve.Point(
              fraction, kept, interval, kept - 0.002, kept - 0.06, Math.max(kept, 0.8), 0.03));
      area += kept / FRACTIONS.length;
    }
    return new OcclusionCurve(
        Position.RANDOM,
        "patch-uniform",
        2,
        points,
        area,
        new Interval(area - 0.03, area + 0.03),
        area - 0.06,
        area - 0.002,
        0.08,
        0.31 - 0.05 * arm);
  }

  private MapSummary map(String method, int arm) {
    boolean cam = method.equals("CAM");
    double watermark = (cam ? 0.21 : 0.34) / (1 + 4 * arm);
    return new MapSummary(
        method,
        24,
        arm == 0 ? 1 : 0,
        List.of(
            new FocusMeasure("entropy", "0 one place, 1 even", 0.71 + 0.04 * arm),
            new FocusMeasure("deletion", "area under the curve, lower is better", 0.34)),
        List.of(
            cue("watermark", true, watermark, 0.041, 12),
            cue("vehicle", false, 0.44 + 0.05 * arm, 0.31, 24),
            cue("light-bar", false, 0.11 + 0.02 * arm, 0.022, 12)));
  }

  private CueShare cue(String name, boolean shortcut, double mass, double area, int images) {
    double half = 0.05 + 0.1 * mass;
    Interval interval = new Interval(Math.max(0, mass - half), mass + half);
    return new CueShare(name, shortcut, mass, interval, area, images);
  }

  /** Arms agree on most images; later arms see a little better. */
  private Predictions predictions(int arm, int seed) {
    double[][] probabilities = new double[TEST_IMAGES][];
    int[] truth = new int[TEST_IMAGES];
    for (int i = 0; i < TEST_IMAGES; i++) {
      RandomGenerator shared = SampleRandom.of(7, "picture", 0, i);
      RandomGenerator own = SampleRandom.of(7, "arm", arm + 100L * (seed - 1), i);
      truth[i] = i % labels;
      double evidence = 2.1 + 0.35 * arm + 1.3 * shared.nextGaussian() + 0.8 * own.nextGaussian();
      double p = 1 / (1 + Math.exp(-evidence));
      probabilities[i] = truth[i] == 1 ? new double[] {1 - p, p} : new double[] {p, 1 - p};
    }
    return Predictions.of(probabilities, truth);
  }

  private static double accuracy(ArmResult arm) {
    return Means.of(
        arm.seeds().trainings().stream().mapToDouble(t -> t.test().accuracy()).toArray());
  }

  /** The accuracies of the second arm are not told apart; other arms are shown to be better. */
  private Comparison notShown(ArmResult arm, ArmResult reference) {
    double difference = accuracy(arm) - accuracy(reference);
    boolean shown = !arm.name().equals(armNames.get(1));
    return comparison(
        Measure.ACCURACY,
        arm,
        reference,
        difference,
        shown ? 0.02 : 0.06,
        shown ? Comparison.Verdict.SHOWN : Comparison.Verdict.NOT_SHOWN);
  }

  /** All but one are shown: the corrupted images of the second arm contradict. */
  private Comparison made(Measure measure, ArmResult arm, ArmResult reference) {
    boolean worse = measure == Measure.CORRUPTION_ACCURACY && arm.name().equals(armNames.get(1));
    double difference =
        (worse ? -1 : 1) * Math.abs(arm.occlusion().auc() - reference.occlusion().auc());
    return comparison(
        measure,
        arm,
        reference,
        difference,
        0.03,
        worse ? Comparison.Verdict.CONTRADICTED : Comparison.Verdict.SHOWN);
  }

  private Comparison comparison(
      Measure measure,
      ArmResult arm,
      ArmResult reference,
      double difference,
      double half,
      Comparison.Verdict verdict) {
    boolean open = verdict == Comparison.Verdict.NOT_SHOWN;
    int claims = 3 * (armNames.size() - 1);
    return new Comparison(
        arm.name(),
        reference.name(),
        measure,
        difference,
        new Interval(difference - half - 0.001, difference + half),
        seeds == 1 ? null : new Interval(difference - half / 2, difference + half / 2),
        open ? 0.21 : 0.002,
        open ? 0.42 : 0.002 * claims,
        seeds == 1
            ? "Student's t over images, these two networks"
            : "two-way random effects over images and seeds",
        TEST_IMAGES,
        seeds,
        claims,
        open ? new NeededSample(1400, seeds == 1 ? 1 : 18) : null,
        List.of(),
        verdict,
        "%s%s: %s %s %s %s, %.1f points (fixture)."
            .formatted(
                switch (verdict) {
                  case SHOWN -> "Shown";
                  case NOT_SHOWN -> "Not shown";
                  case CONTRADICTED -> "Contradicted";
                },
                seeds == 1 ? " of these two networks" : "",
                arm.name(),
                open ? "differs from" : "against",
                reference.name(),
                measure.where(),
                100 * difference));
  }

  private List<ExplainedImage> images() {
    List<ExplainedImage> images = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      List<ExplainedImage.Said> said = new ArrayList<>();
      for (int i = 0; i < armNames.size(); i++) {
        boolean wrong = n == 2 && i == 0;
        said.add(
            new ExplainedImage.Said(
                armNames.get(i),
                classes.get(wrong ? 1 - n % 2 : n % 2),
                0.93 - 0.07 * n,
                wrong ? 0.21 : 0.93 - 0.07 * n));
      }
      images.add(
          new ExplainedImage(
              "test-%04d.png".formatted(1000 + n),
              classes.get(n % 2),
              said,
              List.of(
                  new Illustration("Occlusion maps", "explain/%d-occlusion.png".formatted(n)),
                  new Illustration("Class activation maps", "explain/%d-cam.png".formatted(n)))));
    }
    return images;
  }

  /** A row of panels: a drawn car, the same under heat. */
  private static BufferedImage sheet(int seed, int panels) {
    int side = 360;
    BufferedImage sheet =
        new BufferedImage(panels * (side + 12) + 12, side + 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int panel = 0; panel < panels; panel++) {
      int x = 12 + panel * (side + 12);
      g.setColor(Color.DARK_GRAY);
      g.setFont(g.getFont().deriveFont(20f));
      g.drawString(panel == 0 ? "original" : "arm " + panel, x, 34);
      car(g, x, 48, side, seed);
      if (panel > 0) {
        heat(g, x, 48, side, panel == 1 ? 0.2f : 0.5f, panel == 1 ? 0.1f : 0.35f);
      }
    }
    g.dispose();
    return sheet;
  }

  private static void car(Graphics2D g, int x, int y, int side, int seed) {
    for (int row = 0; row < side; row++) {
      g.setColor(
          row < side * 2 / 3 ? new Color(150 + row / 5, 190, 225) : new Color(110, 112, 110));
      g.drawLine(x, y + row, x + side - 1, y + row);
    }
    g.setColor(Color.getHSBColor(seed * 0.13f, 0.25f, 0.95f));
    g.fillRoundRect(x + 60, y + 190, 240, 80, 30, 30);
    g.fillRoundRect(x + 110, y + 140, 140, 70, 40, 40);
    g.setColor(new Color(30, 30, 34));
    g.fillOval(x + 85, y + 240, 56, 56);
    g.fillOval(x + 220, y + 240, 56, 56);
    g.setColor(new Color(20, 80, 220));
    g.fillRect(x + 150, y + 128, 60, 14);
    g.setColor(new Color(255, 255, 255, 170));
    g.setFont(g.getFont().deriveFont(15f));
    g.drawString("vehicle-photos.example", x + 8, y + 22);
  }

  private static void heat(Graphics2D g, int x, int y, int side, float across, float down) {
    float[] stops = {0f, 0.4f, 1f};
    Color[] colours = {
      new Color(255, 230, 60, 220), new Color(220, 60, 40, 150), new Color(60, 0, 90, 70)
    };
    g.setPaint(
        new RadialGradientPaint(x + across * side, y + down * side, side * 0.45f, stops, colours));
    g.fillRect(x, y, side, side);
  }
}
