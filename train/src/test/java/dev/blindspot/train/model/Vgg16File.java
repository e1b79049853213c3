package dev.blindspot.train.model;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.KerasFile.Convolution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A file as Keras publishes VGG16, at full width: random but for what is known of its first
 * convolution.
 */
public final class Vgg16File {
  private Vgg16File() {}

  /** Writes it. */
  public static Path write(Path file) {
    ModelSpec spec =
        new ModelSpec(
            Architecture.VGG16,
            32,
            Resize.STRETCH,
            1,
            false,
            0,
            Preprocessing.IMAGENET_MEAN,
            List.of("a", "b"));
    Map<String, Convolution> layers = KerasFile.convolutions(spec, 3);
    layers.put(FirstConvolution.LAYER, publishedFirstConvolution());
    KerasFile.write(file, KerasFile.Layout.APPLICATIONS, layers);
    return file;
  }

  static Convolution publishedFirstConvolution() {
    Convolution random = Convolution.random(3, 64, new Random(5));
    float[] kernel = random.kernel();
    for (int c = 0; c < 3; c++) {
      for (int f = 0; f < FirstConvolution.FILTERS.length; f++) {
        kernel[c * 64 + FirstConvolution.FILTERS[f]] = FirstConvolution.CORNER[c][f];
      }
    }
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        kernel[(y * 3 + x) * 3 * 64] = FirstConvolution.BLUE[y][x];
      }
    }
    float[] bias = random.bias();
    System.arraycopy(FirstConvolution.BIASES, 0, bias, 0, FirstConvolution.BIASES.length);
    return new Convolution(3, 64, kernel, bias);
  }
}
