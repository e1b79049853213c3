package dev.blindspot.train.explore;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.config.AugmentationConfig;
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

  private static Explorer explorer(int images, IntUnaryOperator grey, List<ExploredModel> models) {
    AugmentationConfig mirrored =
        ConfigReader.part(
            AugmentationConfig.class, List.of("horizontal-flip.probability=1"), Path.of(""));
    RunKnowledge run =
        new RunKnowledge(
            List.of(new ArmAugmentation("corner", mirrored, 0)),
            List.of(new SuspectPlace("corner", 1, "upper left", new Window(0, 0, CORNER, CORNER))),
            StoredMaps.NONE,
            7,
            0.1);
    return new Explorer(
        "drawn <images>", "blindspot explore drawn", models, new Drawn(images, grey), MEAN, run);
  }

  private static ExploredModel explored(String name, String file, Scorer scorer) {
    OpenModel model =
        new OpenModel(
            SIDE,
            Resize.STRETCH,
            List.of("dark", "bright"),
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

  private record Drawn(int size, IntUnaryOperator grey) implements Gallery {
    @Override
    public Entry entry(int index) {
      return new Entry("image " + index, "folder/image " + index + ".png", index % 2);
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
