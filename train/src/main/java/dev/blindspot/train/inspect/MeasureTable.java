package dev.blindspot.train.inspect;

import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code measures.csv}: every measure of every map of every image and arm. */
public final class MeasureTable {
  private MeasureTable() {}

  /** Writes what is defined. */
  public static void write(Inspection inspection, MapComparison comparison, Path file)
      throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader("image", "arm", "method", "measure", "value")
            .setRecordSeparator('\n')
            .get();
    AtomicFile.write(
        file,
        temporary -> {
          try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(temporary), format)) {
            for (MapMethod method : inspection.methods()) {
              for (Map.Entry<MapMeasure, List<double[]>> e : comparison.values(method).entrySet()) {
                print(csv, inspection, method, e.getKey(), e.getValue());
              }
            }
          }
        });
  }

  private static void print(
      CSVPrinter csv,
      Inspection inspection,
      MapMethod method,
      MapMeasure measure,
      List<double[]> ofArms)
      throws IOException {
    for (int arm = 0; arm < ofArms.size(); arm++) {
      double[] values = ofArms.get(arm);
      for (int i = 0; i < values.length; i++) {
        if (!Double.isNaN(values[i])) {
          csv.printRecord(
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
