package dev.blindspot.train.explore.server;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import dev.blindspot.train.explore.session.Gallery;
import dev.blindspot.train.model.foreign.OpenModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Two models that can be reckoned by hand, and any number of images of 32 pixels: white in the
 * upper left 8 x 8 pixels, black elsewhere. The first model's "bright" is the mean of these 64
 * pixels over 255, the second one's that of the whole image.
 */
final class DrawnExplorer {
  static final int SIDE = 32;
  private static final int CORNER = 8;

  private DrawnExplorer() {}

  static Explorer of(int images) {
    ExplanationConfig settings = ConfigReader.part(ExplanationConfig.class, List.of(), Path.of(""));
    Rgb mean = new Rgb(0, 0, 0);
    return new Explorer(
        "drawn <images>",
        "blindspot explore drawn",
        List.of(
            new ExploredModel("corner", "corner.zip", model(CORNER), settings, mean),
            new ExploredModel("whole", "it's.zip", model(SIDE), settings, mean)),
        new Drawn(images),
        mean);
  }

  private static OpenModel model(int side) {
    Scorer scorer = batch -> scores(batch, side);
    return new OpenModel(
        SIDE,
        Resize.STRETCH,
        List.of("dark", "bright"),
        InputScaling.none(3),
        ImageClassifier.of(scorer, 3),
        () -> {});
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

  private record Drawn(int size) implements Gallery {
    @Override
    public Entry entry(int index) {
      return new Entry("image " + index, "folder/image " + index + ".png", index % 2);
    }

    @Override
    public DecodedImage image(int index) {
      require(index);
      byte[] bgr = new byte[3 * SIDE * SIDE];
      for (int y = 0; y < CORNER; y++) {
        Arrays.fill(bgr, 3 * SIDE * y, 3 * (SIDE * y + CORNER), (byte) 255);
      }
      return new DecodedImage(SIDE, SIDE, bgr);
    }
  }
}
