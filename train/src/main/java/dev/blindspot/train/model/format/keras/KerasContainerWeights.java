package dev.blindspot.train.model.format.keras;

import dev.blindspot.train.model.format.Hdf5Array;
import dev.blindspot.train.model.format.Hdf5Group;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights as {@code .keras} files have them (keras/src/saving/saving_lib.py): {@code
 * layers/conv2d_1/vars/0} is the first parameter of the second Conv2D, whatever its name. The
 * numbers grow from layer to layer of a class; Keras 2.12 and 2.13 leave some out, and name the
 * group {@code _layer_checkpoint_dependencies}. A model in the model has such groups of its own:
 * {@code layers/functional/layers/conv2d/vars/0}.
 */
final class KerasContainerWeights implements KerasNetwork.Weights {
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");

  private static final String VARIABLES = "vars";
  private static final Pattern NUMBERED = Pattern.compile("(.+?)(?:_(\\d{1,9}))?");

  private final Map<String, Keras3Layer> layers = new HashMap<>();
  private final Map<String, Hdf5Group> variables = new HashMap<>();

  /**
   * @param root of model.weights.h5
   * @param parts of the model, in their order
   * @throws IOException if there are not as many layers with weights as in the configuration
   */
  KerasContainerWeights(Hdf5Group root, List<Keras3Part> parts) throws IOException {
    if (container(root).isEmpty()) {
      throw new IOException("its weights have no group 'layers'");
    }
    assign(root, parts);
  }

  private void assign(Hdf5Group model, List<Keras3Part> parts) throws IOException {
    Map<String, Deque<Hdf5Group>> left = byClass(container(model));
    for (Keras3Part part : parts) {
      if (part.hasWeights()) {
        Hdf5Group next = left.getOrDefault(snakeCase(part.type()), new ArrayDeque<>()).poll();
        if (next == null) {
          throw new IOException("it has no weights of layer '%s'".formatted(part.name()));
        }
        assign(next, part);
      }
    }
    for (Map.Entry<String, Deque<Hdf5Group>> others : left.entrySet()) {
      if (!others.getValue().isEmpty()) {
        throw new IOException(
            "it holds weights of more layers of the kind '%s' than its configuration has"
                .formatted(others.getKey()));
      }
    }
  }

  private void assign(Hdf5Group group, Keras3Part part) throws IOException {
    Keras3Layer layer = part.layer();
    Hdf5Group own = group.groups().get(VARIABLES);
    if (layer == null) {
      assign(group, part.parts());
    } else if (own != null) {
      requireName(own, part.name());
      layers.put(layer.name(), layer);
      variables.put(layer.name(), own);
    }
  }

  /** The groups of layers by name; Windows wrote {@code layers\dense} where others nest. */
  private static Map<String, Hdf5Group> container(Hdf5Group model) throws IOException {
    Map<String, Hdf5Group> groups = model.groups();
    Map<String, Hdf5Group> found = new HashMap<>();
    for (String container : CONTAINERS) {
      if (found.isEmpty() && groups.containsKey(container)) {
        found.putAll(groups.get(container).groups());
      }
      if (found.isEmpty()) {
        groups.forEach(
            (name, group) -> {
              if (name.startsWith(container + "\\")) {
                found.put(name.substring(container.length() + 1), group);
              }
            });
      }
    }
    return found;
  }

  /** Groups with weights, in the order of their numbers. */
  private static Map<String, Deque<Hdf5Group>> byClass(Map<String, Hdf5Group> layers)
      throws IOException {
    Map<String, TreeMap<Integer, Hdf5Group>> numbered = new HashMap<>();
    for (Map.Entry<String, Hdf5Group> child : layers.entrySet()) {
      Matcher name = NUMBERED.matcher(child.getKey());
      if (name.matches() && hasWeights(child.getValue())) {
        int number = Integer.parseInt(Optional.ofNullable(name.group(2)).orElse("0"));
        numbered
            .computeIfAbsent(name.group(1), key -> new TreeMap<>())
            .put(number, child.getValue());
      }
    }
    Map<String, Deque<Hdf5Group>> ordered = new HashMap<>();
    numbered.forEach((type, groups) -> ordered.put(type, new ArrayDeque<>(groups.values())));
    return ordered;
  }

  /** Whether a layer has them, or one in the model that it is. */
  private static boolean hasWeights(Hdf5Group layer) throws IOException {
    Hdf5Group own = layer.groups().get(VARIABLES);
    if (own != null && !own.arrays().isEmpty()) {
      return true;
    }
    for (Hdf5Group inner : container(layer).values()) {
      if (hasWeights(inner)) {
        return true;
      }
    }
    return false;
  }

  /** Newer files say which layer it was. */
  private static void requireName(Hdf5Group variables, String layer) throws IOException {
    String name = variables.text("name").orElse(layer);
    if (!name.equals(layer)) {
      throw new IOException(
          "it has weights of layer '%s' where those of '%s' belong".formatted(name, layer));
    }
  }

  /** As keras/src/utils/naming.py: BatchNormalization is batch_normalization. */
  static String snakeCase(String type) {
    return type.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, INDArray> of(String layer) throws IOException {
    Map<String, INDArray> found = new HashMap<>();
    Hdf5Group group = variables.get(layer);
    Keras3Layer known = layers.get(layer);
    if (group != null && known != null) {
      for (Map.Entry<String, Hdf5Array> array : group.arrays().entrySet()) {
        if (!array.getValue().isCounter()) {
          found.put(parameter(known, array.getKey()), array.getValue().read());
        }
      }
    }
    return found;
  }

  /** Arrays that the configuration does not know keep their number, and are refused by it. */
  private static String parameter(Keras3Layer layer, String number) {
    for (int i = 0; i < layer.parameters().size(); i++) {
      if (number.equals(String.valueOf(i))) {
        return layer.parameters().get(i).saved();
      }
    }
    return number;
  }

  /** They were counted at the start. */
  @Override
  public void requireNoOthers(Set<String> names) {}
}
