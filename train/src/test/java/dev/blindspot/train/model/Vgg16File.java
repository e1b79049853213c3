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
    layers.put(KnownFilters.VGG16.layer(), publishedFirstConvolution());
    KerasFile.write(file, KerasFile.Layout.APPLICATIONS, layers);
    return file;
  }

  private static Convolution publishedFirstConvolution() {
    KnownFilters known = KnownFilters.VGG16;
    Convolution random = Convolution.random(3, known.filters(), new Random(5));
    float[] kernel = random.kernel();
    for (KnownFilters.Weight weight : known.weights()) {
      int place = (weight.row() * 3 + weight.column()) * 3 + weight.channel();
      kernel[place * known.filters() + weight.filter()] = (float) weight.value();
    }
    float[] bias = random.bias();
    for (int i = 0; i < known.biases().size(); i++) {
      bias[i] = known.biases().get(i).floatValue();
    }
    return new Convolution(3, known.filters(), kernel, bias);
  }
}
