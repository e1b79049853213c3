package dev.blindspot.train.model;

import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.format.Hdf5File;
import dev.blindspot.train.model.format.Hdf5Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/**
 * Weights of convolutions and batch normalisations from a Keras "notop" HDF5 file, which has a
 * group per layer: {@code block1_conv1} to {@code block5_conv3} for VGG16, {@code Conv1} to {@code
 * Conv_1_bn} for MobileNetV2. The arrays may lie in a group of the same name inside, as {@code
 * save_weights} of tf.keras writes them.
 */
final class KerasWeights {
  private final Path file;
  private final ModelSpec spec;
  private final Map<String, Hdf5Group> groups;

  private KerasWeights(Path file, ModelSpec spec, Map<String, Hdf5Group> groups) {
    this.file = file;
    this.spec = spec;
    this.groups = groups;
  }

  /** What Keras does to the pixels of an architecture. */
  static Preprocessing preprocessing(Architecture architecture) {
    return architecture == Architecture.MOBILENET_V2
        ? Preprocessing.SYMMETRIC
        : Preprocessing.IMAGENET_MEAN;
  }

  /** Copies all layers but the head into a standard graph. */
  static void copy(Path file, ModelSpec spec, ComputationGraph graph) {
    if (!Files.isRegularFile(file)) {
      throw new UserError("weights: there is no file " + file.toAbsolutePath());
    }
    requireFit(spec);
    try {
      Hdf5File.read(
          file,
          root -> {
            new KerasWeights(file, spec, root.groups()).copyAll(graph);
            return graph;
          });
    } catch (IOException e) {
      throw new UserError(
          "weights: %s cannot be read as HDF5: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void requireFit(ModelSpec spec) {
    switch (spec.architecture()) {
      case VGG16 -> {
        if (spec.batchNorm()) {
          throw new UserError(
              "weights: Keras files hold VGG16 without batch normalisation; set model.batchNorm to"
                  + " false");
        }
      }
      case MOBILENET_V2 -> {}
      case RESNET18 ->
          throw new UserError(
              "weights: Keras has no ResNet18: start resnet18 from 'weights: random', zip or run");
      case RESNET50 ->
          throw new UserError(
              "weights: Keras's ResNet50 is another network: where it halves its maps, the first"
                  + " 1x1 convolution has the stride, here the 3x3 one has. Start resnet50 from"
                  + " 'weights: random', zip or run, or take mobilenet-v2 or vgg16");
    }
  }

  private void copyAll(ComputationGraph graph) throws IOException {
    for (Layer layer : graph.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (layer instanceof ConvolutionLayer) {
        group(name).copyConvolution(layer, name.equals("Conv1"));
      } else if (layer instanceof BatchNormalization) {
        group(normName(name)).copyNorm(layer);
      }
    }
  }

  /** As Keras calls the normalisations of MobileNetV2; here they all end in _bn. */
  private static String normName(String name) {
    return switch (name) {
      case "Conv1_bn" -> "bn_Conv1";
      case "Conv_1_bn" -> name;
      default -> name.replaceFirst("_bn$", "_BN");
    };
  }

  private KerasGroup group(String name) throws IOException {
    Hdf5Group group = groups.get(name);
    if (group == null) {
      throw new UserError(
          "weights: %s has no group '%s'; it has %s".formatted(file, name, groups.keySet()));
    }
    return new KerasGroup(
        file,
        name,
        group.groups().getOrDefault(name, group).arrays(),
        spec.architecture() == Architecture.VGG16
            ? "model.width must be 1"
            : "model.width must be the alpha that the file was made with");
  }
}
