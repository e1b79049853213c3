package dev.blindspot.train.model;

import dev.blindspot.train.config.UserError;
import dev.blindspot.train.config.WeightSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.common.resources.ResourceType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.zoo.PretrainedType;
import org.deeplearning4j.zoo.model.VGG16;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights that training starts from. Preprocessing belongs to the weights, so that the source decides it; a head
 * that does not fit keeps its fresh weights.
 */
public final class FirstWeights {
  private final WeightSource source;
  private final Path folder;

  /**
   * Weights from a source.
   *
   * @param folder what relative paths in the source are relative to
   */
  public FirstWeights(WeightSource source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /** What the network that starts from these weights does to its pixels first. */
  public Preprocessing preprocessing() {
    if (source instanceof WeightSource.Imagenet || source instanceof WeightSource.Keras) {
      return Preprocessing.IMAGENET_MEAN;
    }
    if (source instanceof WeightSource.Zip zip) {
      return ModelFile.findSpec(folder.resolve(zip.file()))
          .map(ModelSpec::preprocessing)
          .orElse(Preprocessing.IMAGENET_MEAN);
    }
    if (source instanceof WeightSource.Run run) {
      return ModelFile.findSpec(modelOf(run)).map(ModelSpec::preprocessing).orElseThrow();
    }
    return Preprocessing.SYMMETRIC;
  }

  /**
   * Parameters for a network of this shape: one row in the order of the standard graph.
   *
   * @param seed of everything that the source does not hold (all of it for random weights, else the head)
   */
  public INDArray parameters(ModelSpec spec, long seed) {
    ComputationGraph graph = Network.standard(spec, seed);
    try {
      if (source instanceof WeightSource.Imagenet) {
        copyLayers(imagenet(), graph, "the ImageNet weights");
      } else if (source instanceof WeightSource.Keras keras) {
        KerasWeights.copy(folder.resolve(keras.file()), spec, graph);
      } else if (source instanceof WeightSource.Zip zip) {
        Path file = folder.resolve(zip.file());
        copyLayers(ModelFile.readGraph(file), graph, file.toString());
      } else if (source instanceof WeightSource.Run run) {
        Path file = modelOf(run);
        copyLayers(ModelFile.readGraph(file), graph, file.toString());
      }
      return graph.params().dup();
    } finally {
      graph.close();
    }
  }

  private Path modelOf(WeightSource.Run run) {
    Path file = folder.resolve(run.folder()).resolve("arms").resolve(run.arm()).resolve("model.zip");
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "weights: run '%s' has no finished arm '%s': there is no %s".formatted(run.folder(), run.arm(), file));
    }
    return file;
  }

  private static ComputationGraph imagenet() {
    VGG16 zoo = VGG16.builder().build();
    File cache =
        new File(
            DL4JResources.getDirectory(ResourceType.ZOO_MODEL, zoo.modelName()),
            new File(zoo.pretrainedUrl(PretrainedType.IMAGENET)).getName());
    try {
      return (ComputationGraph) zoo.<ComputationGraph>initPretrained(PretrainedType.IMAGENET);
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          ("The ImageNet weights of VGG16 could not be loaded (%s). Without internet, fetch %s on another machine and put"
                  + " it at %s (Adler-32 checksum %d); or start from 'weights: random' or from a file.")
              .formatted(
                  e,
                  zoo.pretrainedUrl(PretrainedType.IMAGENET),
                  cache,
                  zoo.pretrainedChecksum(PretrainedType.IMAGENET)),
          e);
    }
  }

  /** Copies convolutions and normalisations in their order, and the dense layer where it fits. */
  static void copyLayers(ComputationGraph from, ComputationGraph to, String name) {
    try {
      copyAll(layers(from, ConvolutionLayer.class), layers(to, ConvolutionLayer.class), name, "convolutions");
      copyAll(
          layers(from, BatchNormalization.class),
          layers(to, BatchNormalization.class),
          name,
          "batch normalisations (model.batchNorm)");
      Layer head = to.getLayer(Vgg16.OUTPUT);
      Layer[] all = from.getLayers();
      Layer last = all[all.length - 1];
      if (sameShapes(last, head)) {
        copy(last, head);
      }
    } finally {
      from.close();
    }
  }

  private static void copyAll(List<Layer> from, List<Layer> to, String name, String what) {
    if (from.size() != to.size()) {
      throw new UserError(
          "weights: %s has %d %s, the network of this configuration has %d"
              .formatted(name, from.size(), what, to.size()));
    }
    for (int i = 0; i < to.size(); i++) {
      if (!sameShapes(from.get(i), to.get(i))) {
        throw new UserError(
            "weights: layer '%s' of %s does not fit '%s' of this network (model.width?): %s, expected %s"
                .formatted(
                    from.get(i).conf().getLayer().getLayerName(),
                    name,
                    to.get(i).conf().getLayer().getLayerName(),
                    shapes(from.get(i)),
                    shapes(to.get(i))));
      }
      copy(from.get(i), to.get(i));
    }
  }

  private static List<Layer> layers(ComputationGraph graph, Class<? extends Layer> type) {
    List<Layer> found = new ArrayList<>();
    for (Layer layer : graph.getLayers()) {
      if (type.isInstance(layer)) {
        found.add(layer);
      }
    }
    return found;
  }

  private static boolean sameShapes(Layer a, Layer b) {
    return shapes(a).equals(shapes(b));
  }

  private static String shapes(Layer layer) {
    return layer.paramTable().entrySet().stream()
        .map(e -> e.getKey() + Arrays.toString(e.getValue().shape()))
        .collect(Collectors.joining(" "));
  }

  private static void copy(Layer from, Layer to) {
    to.paramTable().forEach((key, value) -> value.assign(from.paramTable().get(key)));
  }
}
