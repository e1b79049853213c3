package dev.blindspot.train.model;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.format.Hdf5Array;
import dev.blindspot.train.model.format.Hdf5File;
import dev.blindspot.train.model.format.Hdf5Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution weights from a Keras "notop" HDF5 file: groups {@code block1_conv1} to {@code
 * block5_conv3}, each with a kernel {@code [height, width, in, out]} and a bias {@code [out]}. The
 * two may lie in a group of the same name inside, as {@code save_weights} of tf.keras writes them.
 */
final class KerasWeights {
  private final Path file;
  private final Map<String, Hdf5Group> groups;

  private KerasWeights(Path file, Map<String, Hdf5Group> groups) {
    this.file = file;
    this.groups = groups;
  }

  /** Copies all convolutions into a standard graph. */
  static void copy(Path file, ModelSpec spec, ComputationGraph graph) {
    if (!Files.isRegularFile(file)) {
      throw new UserError("weights: there is no file " + file.toAbsolutePath());
    }
    if (spec.batchNorm()) {
      throw new UserError(
          "weights: Keras files hold VGG16 without batch normalisation; set model.batchNorm to"
              + " false");
    }
    try {
      Hdf5File.read(
          file,
          root -> {
            new KerasWeights(file, root.groups()).copyAll(graph);
            return graph;
          });
    } catch (IOException e) {
      throw new UserError(
          "weights: %s cannot be read as HDF5: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void copyAll(ComputationGraph graph) throws IOException {
    for (int block = 1; block <= ModelSpec.BLOCKS; block++) {
      for (int i = 1; i <= ModelSpec.convolutions(block); i++) {
        String name = Vgg16.convolutionName(block, i);
        Hdf5Group group = groups.get(name);
        if (group == null) {
          throw new UserError(
              "weights: %s has no group '%s'; it has %s".formatted(file, name, groups.keySet()));
        }
        copy(name, group.groups().getOrDefault(name, group), graph.getLayer(name));
      }
    }
  }

  private void copy(String name, Hdf5Group group, Layer layer) throws IOException {
    Map<String, Hdf5Array> arrays = group.arrays();
    Set<String> found = new HashSet<>();
    for (Map.Entry<String, Hdf5Array> array : arrays.entrySet()) {
      boolean kernel = array.getValue().shape().length == 4;
      String key =
          kernel ? ConvolutionParamInitializer.WEIGHT_KEY : ConvolutionParamInitializer.BIAS_KEY;
      INDArray values = array.getValue().read();
      INDArray ours = kernel ? values.permute(3, 2, 0, 1) : values;
      assign(ours, layer.getParam(key), name + "/" + array.getKey());
      found.add(key);
    }
    if (found.size() < 2) {
      throw new UserError(
          "weights: group '%s' in %s must hold a kernel of rank 4 and a bias, but it holds %s"
              .formatted(name, file, arrays.keySet()));
    }
  }

  private void assign(INDArray values, INDArray target, String name) {
    if (!Arrays.equals(values.shape(), target.shape())) {
      throw new UserError(
          ("weights: '%s' in %s has shape %s, the network needs %s (out, in, height, width);"
                  + " model.width must be 1")
              .formatted(
                  name, file, Arrays.toString(values.shape()), Arrays.toString(target.shape())));
    }
    target.assign(values);
  }
}
