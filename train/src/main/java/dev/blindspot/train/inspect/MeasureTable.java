package dev.blindspot.train.inspect;

import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code measures.csv}: every measure of every map of every image and arm. */
public final class MeasureTable {
  private MeasureTable() {}

  /** Writes what is defined. */
  public static void write(Inspection inspection, MapComparison comparison, Path file)
      throws IOException {
    TableWriter.write(
        file,
        List.of("image", "arm", "method", "measure", "value"),
        table -> {
          for (MapMethod method : inspection.methods()) {
            for (Map.Entry<MapMeasure, List<double[]>> e : comparison.values(method).entrySet()) {
              print(table, inspection, method, e.getKey(), e.getValue());
            }
          }
        });
  }

  private static void print(
      TableWriter table,
      Inspection inspection,
      MapMethod method,
      MapMeasure measure,
      List<double[]> ofArms)
      throws IOException {
    for (int arm = 0; arm < ofArms.size(); arm++) {
      double[] values = ofArms.get(arm);
      for (int i = 0; i < values.length; i++) {
        if (!Double.isNaN(values[i])) {
          table.row(
              inspection.subjects().get(i).id(),
              inspection.arms().get(arm),
              method.shortName(),
              measure.title(),
              values[i]);
        }
      }
    }
  }
}
