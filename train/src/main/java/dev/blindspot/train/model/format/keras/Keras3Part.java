package dev.blindspot.train.model.format.keras;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is made of, in Keras's order, which files of weights repeat.
 *
 * @param type Keras's class
 * @param name Keras's name, which is unique in its model only
 * @param layer null: a model in the model
 * @param parts of that model
 */
record Keras3Part(String type, String name, @Nullable Keras3Layer layer, List<Keras3Part> parts) {
  Keras3Part {
    parts = List.copyOf(parts);
  }

  boolean hasWeights() {
    return layer == null
        ? parts.stream().anyMatch(Keras3Part::hasWeights)
        : !layer.parameters().isEmpty();
  }
}
