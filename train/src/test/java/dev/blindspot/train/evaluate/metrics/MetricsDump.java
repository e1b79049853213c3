package dev.blindspot.train.evaluate.metrics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.evaluate.comparison.McNemar;
import dev.blindspot.train.evaluate.stats.Holm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Writes drawn predictions and what we compute of them, for {@code check_metrics.py}, which
 * compares it with scikit-learn and statsmodels: {@code OUT.json}.
 */
public final class MetricsDump {
  private static final int CASES = 40;

  private MetricsDump() {}

  public static void main(String[] arguments) throws Exception {
    List<Map<String, Object>> cases = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      cases.add(one(i, 2 + i % 3, 25 + 17 * i));
    }
    JsonMapper json =
        JsonMapper.builder()
            .disable(com.fasterxml.jackson.core.json.JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();
    Files.writeString(Path.of(arguments[0]), json.writeValueAsString(cases));
  }

  private static Map<String, Object> one(int number, int classes, int count) {
    RandomGenerator random = SampleRandom.of(11, "peers", 0, number);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i < classes ? i : random.nextInt(classes); // every class is there
    }
    double[][] arm = draw(labels, classes, 1.2, number, random);
    double[][] reference = draw(labels, classes, 0.9, number, random);
    Predictions said = Predictions.of(arm, labels);
    Predictions referenceSaid = Predictions.of(reference, labels);
    Evaluation e = Metrics.of(said);
    Map<String, Object> ours = new LinkedHashMap<>();
    ours.put("accuracy", e.accuracy());
    ours.put("balanced_accuracy", e.balancedAccuracy());
    ours.put("precision", e.precision());
    ours.put("recall", e.recall());
    ours.put("f1", e.f1());
    ours.put("auroc", e.auroc());
    ours.put("log_loss", e.logLoss());
    ours.put("brier", e.brier());
    ours.put("wilson", List.of(e.accuracyInterval().low(), e.accuracyInterval().high()));
    Calibration calibration = Calibrations.of(said, referenceSaid);
    ours.put("ece", calibration.ece());
    ours.put("mce", calibration.mce());
    ours.put("temperature", Temperature.fit(said));
    McNemar mcNemar = McNemar.of(said, referenceSaid);
    ours.put("mcnemar", mcNemar);
    double[] p = random.doubles(2 + number % 5).map(u -> u * u * 0.2).toArray();
    ours.put("holm", Holm.adjust(p));
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("labels", labels);
    given.put("arm", arm);
    given.put("reference", reference);
    given.put("p", p);
    given.put("ours", ours);
    return given;
  }

  /** Softmax of random logits; every fourth case is rounded, so that there are ties. */
  private static double[][] draw(
      int[] labels, int classes, double skill, int number, RandomGenerator random) {
    double[][] rows = new double[labels.length][classes];
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        double logit = (k == labels[i] ? skill : 0) + 1.5 * random.nextGaussian();
        rows[i][k] = Math.exp(number % 4 == 0 ? Math.round(logit) : logit);
        sum += rows[i][k];
      }
      for (int k = 0; k < classes; k++) {
        rows[i][k] /= sum;
      }
    }
    return rows;
  }
}
