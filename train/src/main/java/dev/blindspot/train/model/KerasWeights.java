package dev.blindspot.train.model;

import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution weights from a Keras "notop" HDF5 file: groups {@code block1_conv1} to {@code
 * block5_conv3}, each with a kernel {@code [height, width, in, out]} and a bias {@code [out]}. The
 * two may lie in a group of the same name inside, as {@code save_weights} of tf.keras writes them.
 */
final class KerasWeights {
  private final Path file;
  private final Hdf5Archive archive;

  private KerasWeights(Path file, Hdf5Archive archive) {
    this.file = file;
    this.archive = archive;
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
      // else the library prints its own stack traces beside our message
      org.bytedeco.hdf5.Exception.dontPrint();
      try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
        new KerasWeights(file, archive).copyAll(graph);
      }
    } catch (UserError e) {
      throw e;
    } catch (UnsupportedKerasConfigurationException | RuntimeException e) {
      throw new UserError(
          "weights: %s cannot be read as HDF5: %s".formatted(file, e.getMessage()), e);
    } catch (LinkageError e) {
      throw new UserError(
          "weights: HDF5 files cannot be read on this system, since there is no native library for"
              + " it; convert %s to a DL4J .zip on another one".formatted(file),
          e);
    }
  }

  private void copyAll(ComputationGraph graph) throws UnsupportedKerasConfigurationException {
    List<String> groups = archive.getGroups();
    for (int block = 1; block <= ModelSpec.BLOCKS; block++) {
      for (int i = 1; i <= ModelSpec.convolutions(block); i++) {
        String name = Vgg16.convolutionName(block, i);
        if (!groups.contains(name)) {
          throw new UserError(
              "weights: %s has no group '%s'; it has %s".formatted(file, name, groups));
        }
        copy(name, graph.getLayer(name));
      }
    }
  }

  private void copy(String name, Layer layer) throws UnsupportedKerasConfigurationException {
    String[] group =
        archive.getGroups(name).contains(name) ? new String[] {name, name} : new String[] {name};
    Set<String> found = new HashSet<>();
    for (String dataset : archive.getDataSets(group)) {
      INDArray values = archive.readDataSet(dataset, group);
      boolean kernel = values.rank() == 4;
      String key =
          kernel ? ConvolutionParamInitializer.WEIGHT_KEY : ConvolutionParamInitializer.BIAS_KEY;
      INDArray ours = kernel ? values.permute(3, 2, 0, 1) : values;
      assign(ours, layer.getParam(key), name + "/" + dataset);
      found.add(key);
    }
    if (found.size() < 2) {
      throw new UserError(
          "weights: group '%s' in %s must hold a kernel of rank 4 and a bias, but it holds %s"
              .formatted(name, file, archive.getDataSets(group)));
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
