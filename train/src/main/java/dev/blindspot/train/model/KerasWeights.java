package dev.blindspot.train.model;

import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.format.Hdf5Array;
import dev.blindspot.train.model.format.Hdf5File;
import dev.blindspot.train.model.format.Hdf5Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/**
 * Weights of convolutions and batch normalisations from a Keras "notop" HDF5 file, which has a
 * group per layer: {@code block1_conv1} to {@code block5_conv3} for VGG16, {@code Conv1} to {@code
 * Conv_1_bn} for MobileNetV2. The arrays may lie in a group of the same name inside, as {@code
 * save_weights} of tf.keras writes them. The files that Keras publishes of MobileNetV2 are older
 * than the names of its layers ({@code mobl1_conv_1_expand} is {@code block_1_expand}); Keras reads
 * them by the order in the attribute {@code layer_names}, and so do we where names do not fit.
 */
final class KerasWeights {
  /** Widths of MobileNetV2 that Keras has trained at 224 pixels. */
  private static final Set<Double> ALPHAS = Set.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4);

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
      throw new UserError(
          "weights: there is no file %s%s".formatted(file.toAbsolutePath(), published(spec)));
    }
    requireFit(spec);
    try {
      Hdf5File.read(
          file,
          root -> {
            new KerasWeights(file, spec, root.groups()).copyAll(graph, root);
            return graph;
          });
    } catch (IOException e) {
      throw new UserError(
          "weights: %s cannot be read as HDF5: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Where Keras has one that would fit; empty where nobody has. */
  private static String published(ModelSpec spec) {
    return spec.architecture() == Architecture.MOBILENET_V2 && ALPHAS.contains(spec.width())
        ? "; Keras's is at %smobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_%s_224_no_top.h5"
            .formatted(ImagenetWeights.KERAS_APPLICATIONS, spec.width())
        : "";
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

  private void copyAll(ComputationGraph graph, Hdf5Group root) throws IOException {
    List<Layer> layers =
        Stream.of(graph.getLayers())
            .filter(each -> each instanceof ConvolutionLayer || each instanceof BatchNormalization)
            .toList();
    List<String> names = layers.stream().map(KerasWeights::kerasName).toList();
    if (!groups.keySet().containsAll(names)) {
      List<String> order = order(root);
      names = order.size() == names.size() ? order : names;
    }
    for (int i = 0; i < layers.size(); i++) {
      KerasGroup group = group(names.get(i));
      if (layers.get(i) instanceof BatchNormalization) {
        group.copyNorm(layers.get(i));
      } else {
        boolean redFirst = kerasName(layers.get(i)).equals(KnownFilters.MOBILENET_V2.layer());
        group.copyConvolution(layers.get(i), redFirst);
      }
    }
  }

  /** The layers of the file that hold arrays, in the order of the network that was saved. */
  private List<String> order(Hdf5Group root) throws IOException {
    List<String> order = new ArrayList<>();
    for (String name : root.texts("layer_names")) {
      Hdf5Group group = groups.get(name);
      if (group != null && !arrays(name, group).isEmpty()) {
        order.add(name);
      }
    }
    return order;
  }

  private static Map<String, Hdf5Array> arrays(String name, Hdf5Group group) throws IOException {
    return group.groups().getOrDefault(name, group).arrays();
  }

  /** Keras's normalisations of MobileNetV2 have several endings; here they all end in _bn. */
  private static String kerasName(Layer layer) {
    String name = layer.conf().getLayer().getLayerName();
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
        arrays(name, group),
        spec.architecture() == Architecture.VGG16
            ? "model.width must be 1"
            : "model.width must be the alpha that the file was made with");
  }
}
