package dev.blindspot.train.explore;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.ArmAugmentation;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import dev.blindspot.train.explore.session.RunKnowledge;
import dev.blindspot.train.explore.session.StoredMaps;
import dev.blindspot.train.explore.session.SuspectPlace;
import dev.blindspot.train.model.foreign.OpenModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Two models that can be reckoned by hand, and any number of images of 32 pixels: white, or grey,
 * in the upper left 8 x 8 pixels, black elsewhere. The first model's "bright" is the mean of these
 * 64 pixels over 255, the second one's that of the whole image. A box is known, the scan suspects
 * the corner, and the arm "corner" is trained with all images mirrored.
 */
public final class DrawnExplorer {
  public static final int SIDE = 32;
  private static final int CORNER = 8;
  private static final Rgb MEAN = new Rgb(0, 0, 0);
  private static final long KEPT = 1 << 20;

  private DrawnExplorer() {}

  /** White corners. */
  public static Explorer of(int images) {
    return of(images, index -> 255);
  }

  /** Corners of a grey of 0 to 255. */
  public static Explorer of(int images, IntUnaryOperator grey) {
    return explorer(
        images,
        grey,
        List.of(
            explored("corner", "corner.zip", batch -> scores(batch, CORNER)),
            explored("whole", "it's.zip", batch -> scores(batch, SIDE))));
  }

  /** One model of one's own. */
  public static Explorer ofModel(int images, Scorer scorer) {
    return explorer(images, index -> 255, List.of(explored("own", "own.zip", scorer)));
  }

  /**
   * One model of many classes, "kind 0" and so on, that likes number 700 best, then 42, and the
   * others the less the higher their number is; its images have no labels.
   */
  public static Explorer ofKinds(int classes) {
    float[] likes = new float[classes];
    for (int k = 0; k < classes; k++) {
      likes[k] = k == 700 ? 0.5f : k == 42 ? 0.25f : 1e-4f / (k + 1);
    }
    Scorer scorer =
        batch -> {
          float[][] rows = new float[(int) batch.size(0)][];
          Arrays.fill(rows, likes);
          return Nd4j.createFromArray(rows);
        };
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "kind " + k).toList();
    return new Explorer(
        "many classes",
        "blindspot explore many",
        List.of(explored("own", "own.zip", names, scorer)),
        new Drawn(3, index -> 255, index -> Gallery.NO_LABEL),
        MEAN,
        RunKnowledge.NONE);
  }

  private static Explorer explorer(int images, IntUnaryOperator grey, List<ExploredModel> models) {
    Gallery gallery = new Drawn(images, grey, index -> index % 2);
    RunKnowledge run =
        new RunKnowledge(
            List.of(new Mirrored("corner", gallery)),
            List.of(new SuspectPlace("corner", 1, "upper left", new Window(0, 0, CORNER, CORNER))),
            StoredMaps.NONE,
            7,
            0.1);
    return new Explorer("drawn <images>", "blindspot explore drawn", models, gallery, MEAN, run);
  }

  private static ExploredModel explored(String name, String file, Scorer scorer) {
    return explored(name, file, List.of("dark", "bright"), scorer);
  }

  private static ExploredModel explored(
      String name, String file, List<String> classes, Scorer scorer) {
    OpenModel model =
        new OpenModel(
            SIDE,
            Resize.STRETCH,
            classes,
            InputScaling.none(3),
            ImageClassifier.of(scorer, 3),
            () -> {});
    ExplanationConfig settings = ConfigReader.part(ExplanationConfig.class, List.of(), Path.of(""));
    return new ExploredModel(name, file, model, settings, MEAN, KEPT);
  }

  private static INDArray scores(INDArray batch, int side) {
    INDArray corner =
        batch.get(
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.interval(0, side),
            NDArrayIndex.interval(0, side));
    double[] means = corner.mean(1, 2, 3).toDoubleVector();
    float[][] rows = new float[means.length][];
    for (int i = 0; i < rows.length; i++) {
      float bright = (float) (means[i] / 255);
      rows[i] = new float[] {1 - bright, bright};
    }
    return Nd4j.createFromArray(rows);
  }

  private record Mirrored(String arm, Gallery gallery) implements ArmAugmentation {
    @Override
    public Augmented draw(int index, int draw) {
      DecodedImage image = gallery.image(index);
      DecodedImage mirrored = image.copy();
      for (int i = 0; i < SIDE * SIDE; i++) {
        int from = i / SIDE * SIDE + SIDE - 1 - i % SIDE;
        System.arraycopy(image.bgr(), 3 * from, mirrored.bgr(), 3 * i, 3);
      }
      return new Augmented(mirrored, "mirror");
    }
  }

  private record Drawn(int size, IntUnaryOperator grey, IntUnaryOperator label) implements Gallery {
    @Override
    public Entry entry(int index) {
      return new Entry("image " + index, "folder/image " + index + ".png", label.applyAsInt(index));
    }

    @Override
    public DecodedImage image(int index) {
      require(index);
      byte[] bgr = new byte[3 * SIDE * SIDE];
      for (int y = 0; y < CORNER; y++) {
        Arrays.fill(bgr, 3 * SIDE * y, 3 * (SIDE * y + CORNER), (byte) grey.applyAsInt(index));
      }
      return new DecodedImage(SIDE, SIDE, bgr);
    }

    @Override
    public List<CueBox> boxes(int index) {
      return List.of(CueBox.object("vehicle", 16, 16, 8, 8));
    }
  }
}
