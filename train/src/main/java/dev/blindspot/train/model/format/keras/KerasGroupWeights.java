package dev.blindspot.train.model.format.keras;

import dev.blindspot.train.model.format.Hdf5Array;
import dev.blindspot.train.model.format.Hdf5Group;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights in groups of the layers' names, as Keras's HDF5 files of whole models have them. */
final class KerasGroupWeights implements KerasNetwork.Weights {
  /** Keras itself nests two deep: layer/layer/kernel:0. */
  private static final int MAX_DEPTH = 4;

  /** What TensorFlow and Theano append to names: {@code kernel:0}, {@code W_1}. */
  private static final Pattern SUFFIX = Pattern.compile("(:\\d+)?$");

  private static final Pattern NUMBER = Pattern.compile("_\\d+$");

  private final Hdf5Group weights;

  KerasGroupWeights(Hdf5Group weights) {
    this.weights = weights;
  }

  @Override
  public Map<String, INDArray> of(String layer) throws IOException {
    Map<String, INDArray> found = new HashMap<>();
    Hdf5Group group = group(layer).orElse(null);
    if (group != null) {
      collect(group, layer, found, 0);
    }
    return found;
  }

  /**
   * The group of a layer; one in a model in a model stands right under the outermost of these,
   * where it was made before they were.
   */
  private Optional<Hdf5Group> group(String layer) throws IOException {
    Optional<Hdf5Group> found = weights.group(layer);
    int first = layer.indexOf('/');
    int last = layer.lastIndexOf('/');
    return found.isPresent() || first == last
        ? found
        : weights.group(layer.substring(0, first) + layer.substring(last));
  }

  private static void collect(Hdf5Group group, String layer, Map<String, INDArray> found, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("the weights of layer '%s' are nested too deeply".formatted(layer));
    }
    for (Map.Entry<String, Hdf5Array> array : group.arrays().entrySet()) {
      if (array.getValue().isCounter()) {
        continue;
      }
      if (found.put(parameter(array.getKey(), layer), array.getValue().read()) != null) {
        throw new IOException(
            "layer '%s' has several weights '%s'; networks in a network and layers in both directions are not read"
                .formatted(layer, array.getKey()));
      }
    }
    for (Hdf5Group inner : group.groups().values()) {
      collect(inner, layer, found, depth + 1);
    }
  }

  /** Keras's name of a parameter: {@code W} of {@code conv_1_W_1:0} in the layer conv_1. */
  private static String parameter(String array, String layer) {
    String name = layer.substring(layer.lastIndexOf('/') + 1);
    String own = array.startsWith(name) ? array.substring(name.length()) : array;
    own = own.startsWith("_") && own.length() > 1 ? own.substring(1) : own;
    return NUMBER.matcher(SUFFIX.matcher(own).replaceFirst("")).replaceFirst("");
  }

  @Override
  public void requireNoOthers(Set<String> layers) throws IOException {
    for (Map.Entry<String, Hdf5Group> group : weights.groups().entrySet()) {
      String name = group.getKey();
      boolean known =
          layers.stream().anyMatch(layer -> layer.equals(name) || layer.startsWith(name + "/"));
      if (!known && !group.getValue().arrays().isEmpty()) {
        throw new IOException("it holds weights of '%s', which is not a layer".formatted(name));
      }
    }
  }
}
