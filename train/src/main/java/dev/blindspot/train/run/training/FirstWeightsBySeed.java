package dev.blindspot.train.run.training;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.run.folder.Fingerprint;
import dev.blindspot.train.run.prepare.Preparation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights that all arms start from, one set per seed of the trainings. */
final class FirstWeightsBySeed implements AutoCloseable {
  private final Map<Long, INDArray> weights = new LinkedHashMap<>();

  private FirstWeightsBySeed() {}

  static FirstWeightsBySeed of(Preparation prepared) {
    FirstWeightsBySeed all = new FirstWeightsBySeed();
    for (long seed : prepared.config().trainingSeeds()) {
      all.weights.put(seed, prepared.firstWeights(seed));
    }
    return all;
  }

  INDArray of(long seed) {
    return requireNonNull(weights.get(seed));
  }

  /** Tells whether two runs start from the same weights. */
  String fingerprint() {
    return weights.values().stream().map(Fingerprint::of).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    weights.values().forEach(INDArray::close);
  }
}
