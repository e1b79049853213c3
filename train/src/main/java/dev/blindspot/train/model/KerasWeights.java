package dev.blindspot.train.model;

import dev.blindspot.train.config.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution weights from a Keras "notop" HDF5 file: groups {@code block1_conv1} to {@code block5_conv3}, each with a
 * kernel {@code [height, width, in, out]} and a bias {@code [out]}.
 */
final class KerasWeights {
  private KerasWeights() {}

  /** Copies all convolutions into a standard graph. */
  static void copy(Path file, ModelSpec spec, ComputationGraph graph) {
    if (!Files.isRegularFile(file)) {
      throw new UserError("weights: there is no file " + file.toAbsolutePath());
    }
    if (spec.batchNorm()) {
      throw new UserError("weights: Keras files hold VGG16 without batch normalisation; set model.batchNorm to false");
    }
    try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
      List<String> groups = archive.getGroups();
      for (int block = 1; block <= ModelSpec.BLOCKS; block++) {
        for (int i = 1; i <= ModelSpec.convolutions(block); i++) {
          String name = Vgg16.convolutionName(block, i);
          if (!groups.contains(name)) {
            throw new UserError("weights: %s has no group '%s'; it has %s".formatted(file, name, groups));
          }
          copy(archive, file, name, graph.getLayer(name));
        }
      }
    } catch (UserError e) {
      throw e;
    } catch (UnsupportedKerasConfigurationException | RuntimeException e) {
      throw new UserError("weights: %s cannot be read as HDF5: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void copy(Hdf5Archive archive, Path file, String name, Layer layer)
      throws UnsupportedKerasConfigurationException {
    for (String dataset : archive.getDataSets(name)) {
      INDArray values = archive.readDataSet(dataset, name);
      if (values.rank() == 4) {
        assign(values.permute(3, 2, 0, 1), layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY), file, name);
      } else {
        INDArray bias = layer.getParam(ConvolutionParamInitializer.BIAS_KEY);
        assign(values.reshape(1, values.length()), bias, file, name);
      }
    }
  }

  private static void assign(INDArray values, INDArray target, Path file, String name) {
    if (!Arrays.equals(values.shape(), target.shape())) {
      throw new UserError(
          "weights: '%s' in %s has shape %s, the network needs %s (model.width must be 1)"
              .formatted(name, file, Arrays.toString(values.shape()), Arrays.toString(target.shape())));
    }
    target.assign(values);
  }
}
