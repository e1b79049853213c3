package dev.blindspot.train.ablation.search;

import dev.blindspot.train.config.SpaceConfig;
import dev.blindspot.train.config.reader.LoadedAblation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/**
 * The space of an ablation as one of Arbiter's. A key below another one takes part only where that
 * one's value has it.
 */
@SuppressWarnings("rawtypes") // Arbiter's interfaces are raw
final class SearchSpace extends AbstractParameterSpace<SearchSpace.Point> {
  /** What Arbiter carries around: it asks for something serialisable. */
  record Point(LinkedHashMap<String, String> values) implements Serializable {}

  private final transient LoadedAblation ablation;
  private final Map<String, ParameterSpace<?>> leaves = new LinkedHashMap<>();

  SearchSpace(LoadedAblation ablation) {
    this.ablation = ablation;
    ablation.config().space().forEach((key, space) -> leaves.put(key, leaf(space)));
  }

  private static ParameterSpace<?> leaf(SpaceConfig space) {
    if (space instanceof SpaceConfig.Uniform uniform) {
      return new ContinuousParameterSpace(uniform.min(), uniform.max());
    }
    if (space instanceof SpaceConfig.LogUniform log) {
      return new ContinuousParameterSpace(new LogUniformDistribution(log.min(), log.max()));
    }
    if (space instanceof SpaceConfig.Integer whole) {
      return new IntegerParameterSpace(whole.min(), whole.max());
    }
    return new DiscreteParameterSpace<>(space.examples());
  }

  @Override
  public Point getValue(double[] parameters) {
    LinkedHashMap<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, ParameterSpace<?>> leaf : leaves.entrySet()) {
      if (takesPart(leaf.getKey(), values)) {
        values.put(leaf.getKey(), text(leaf.getValue().getValue(parameters)));
      }
    }
    return new Point(values);
  }

  private boolean takesPart(String key, Map<String, String> values) {
    return leaves.keySet().stream()
        .filter(above -> key.startsWith(above + "."))
        .allMatch(
            above -> {
              String value = values.get(above);
              return value != null && ablation.isActive(above, value, key);
            });
  }

  private static String text(Object value) {
    return value instanceof Double number ? SpaceConfig.number(number) : value.toString();
  }

  @Override
  public int numParameters() {
    return leaves.size();
  }

  @Override
  public List<ParameterSpace> collectLeaves() {
    return new ArrayList<>(leaves.values());
  }

  @Override
  public Map<String, ParameterSpace> getNestedSpaces() {
    return new LinkedHashMap<>(leaves);
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  @Override
  public void setIndices(int... indices) {
    throw new UnsupportedOperationException("the leaves have indices");
  }
}
