package dev.blindspot.train.ablation.analysis;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.ablation.analysis.ParameterTable.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * How much each parameter matters: permutation importance (Breiman 2001, "Random Forests", section
 * 10) of a random forest that predicts the objective from the settings, on settings that the forest
 * has not seen.
 *
 * @param parameter the parameter
 * @param share by how much R² falls when the parameter's values are shuffled, mean over folds and
 *     shuffles; not negative
 */
public record Importance(Parameter parameter, double share) {
  /** With fewer settings a forest learns nothing that could be trusted. */
  static final int LEAST_SETTINGS = 10;

  private static final int FOLDS = 5;
  private static final int SHUFFLES = 10;
  private static final int TREES = 200;
  private static final int DEPTH = 8;
  private static final float FEATURES = 0.6f;
  private static final String OUTPUT = "objective";

  /**
   * What the forest says.
   *
   * @param r2 share of the objective's variance that it predicts on unseen settings; at or below 0
   *     the importances say nothing
   * @param importances the highest first; empty with too few settings
   */
  public record Findings(double r2, List<Importance> importances) {
    public boolean means() {
      return !importances.isEmpty() && r2 > 0;
    }
  }

  /** Tribuo tells of every tree; the logger is held, or its level would be forgotten with it. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  static Findings of(ParameterTable table, long seed) {
    int n = table.rows().size();
    if (n < LEAST_SETTINGS || table.parameters().isEmpty()) {
      return new Findings(Double.NaN, List.of());
    }
    double[] values = table.rows().stream().mapToDouble(SettingResult::objective).toArray();
    double[][] columns =
        table.parameters().stream().map(p -> column(p, table)).toArray(double[][]::new);
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(SampleRandom.key(seed, "folds")));
    double[] rises = new double[columns.length];
    double residual = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int f = fold;
      int[] held = IntStream.range(0, n).filter(i -> i % FOLDS == f).map(order::get).toArray();
      int[] rest = IntStream.range(0, n).filter(i -> i % FOLDS != f).map(order::get).toArray();
      Model<Regressor> forest = forest(table.parameters(), columns, values, rest, seed + fold);
      double clean = squares(forest, table.parameters(), columns, values, held);
      residual += clean;
      for (int p = 0; p < columns.length; p++) {
        rises[p] += rise(forest, table.parameters(), columns, values, held, p, seed) - clean;
      }
    }
    double mean = Arrays.stream(values).average().orElse(0);
    double total = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    if (total == 0) {
      return new Findings(Double.NaN, List.of());
    }
    List<Importance> importances = new ArrayList<>();
    for (int p = 0; p < columns.length; p++) {
      importances.add(new Importance(table.parameters().get(p), Math.max(0, rises[p] / total)));
    }
    importances.sort((a, b) -> Double.compare(b.share(), a.share()));
    return new Findings(1 - residual / total, importances);
  }

  private static double[] column(Parameter parameter, ParameterTable table) {
    return table.rows().stream().mapToDouble(row -> parameter.number(row.setting())).toArray();
  }

  /** Mean sum of squares over shuffles of one parameter. */
  private static double rise(
      Model<Regressor> forest,
      List<Parameter> parameters,
      double[][] columns,
      double[] values,
      int[] held,
      int parameter,
      long seed) {
    Random random = new Random(SampleRandom.key(seed, "shuffles of " + parameter));
    double sum = 0;
    for (int s = 0; s < SHUFFLES; s++) {
      double[][] shuffled = columns.clone();
      List<Double> mixed = new ArrayList<>(Arrays.stream(columns[parameter]).boxed().toList());
      Collections.shuffle(mixed, random);
      shuffled[parameter] = mixed.stream().mapToDouble(Double::doubleValue).toArray();
      sum += squares(forest, parameters, shuffled, values, held);
    }
    return sum / SHUFFLES;
  }

  private static double squares(
      Model<Regressor> forest,
      List<Parameter> parameters,
      double[][] columns,
      double[] values,
      int[] rows) {
    double sum = 0;
    for (int row : rows) {
      double said =
          forest.predict(example(parameters, columns, row, values[row])).getOutput().getValues()[0];
      sum += (said - values[row]) * (said - values[row]);
    }
    return sum;
  }

  private static Model<Regressor> forest(
      List<Parameter> parameters, double[][] columns, double[] values, int[] rows, long seed) {
    MutableDataset<Regressor> data =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("settings", new RegressionFactory()),
            new RegressionFactory());
    for (int row : rows) {
      data.add(example(parameters, columns, row, values[row]));
    }
    CARTRegressionTrainer tree =
        new CARTRegressionTrainer(DEPTH, 2f, 0f, FEATURES, false, new MeanSquaredError(), seed);
    return new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed).train(data);
  }

  /** A category is one feature per value; where a parameter takes no part, all of its are 0. */
  private static ArrayExample<Regressor> example(
      List<Parameter> parameters, double[][] columns, int row, double value) {
    ArrayExample<Regressor> example = new ArrayExample<>(new Regressor(OUTPUT, value));
    example.add("one", 1);
    for (int p = 0; p < parameters.size(); p++) {
      double number = columns[p][row];
      String name = "p" + p;
      if (Double.isNaN(number)) {
        continue;
      }
      if (parameters.get(p).isNumber()) {
        example.add(name + " takes part", 1);
        example.add(name, parameters.get(p).logarithmic() ? Math.log(number) : number);
      } else {
        example.add(name + " is " + (int) number, 1);
      }
    }
    return example;
  }
}
