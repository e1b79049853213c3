package dev.blindspot.train.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.HostileTexts;
import dev.blindspot.train.report.result.RunResult;
import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {
  @Test
  void hasOneRowPerArmAndMetric() throws IOException {
    List<CSVRecord> rows = parse(ResultsCsv.write(FixtureRun.twoArms()));

    assertThat(rows)
        .extracting(row -> row.get("arm") + " " + row.get("metric"))
        .doesNotHaveDuplicates();
    assertThat(rows).extracting(row -> row.get("arm")).containsOnly("baseline", "robust");
    assertThat(rows)
        .extracting(row -> row.get("metric"))
        .contains(
            "validation.accuracy",
            "test.auroc",
            "test.recall[emergency]",
            "occlusion.auc",
            "occlusion.accuracy[0.3]",
            "maps.occlusion.massShare[watermark]",
            "trainSeconds",
            "curve[most-important,patch-uniform].accuracy[0.3]",
            "corruptions.accuracy[gaussian-noise,5]",
            "calibration.temperature",
            "worstPlace[mean].accuracy",
            "worstPlace[mean].turned[0.25]",
            "difference.worst-place[baseline,mean].trueProbability",
            "difference.corruption-accuracy[baseline].adjustedP");
  }

  @Test
  void writesNumbersWithTheirInterval() throws IOException {
    RunResult result = FixtureRun.twoArms();
    CSVRecord accuracy = row(ResultsCsv.write(result), "robust", "test.accuracy");
    double low = result.arms().get(1).test().accuracyInterval().low();

    assertThat(accuracy.get("value")).matches("0\\.\\d{6}");
    assertThat(Double.parseDouble(accuracy.get("low"))).isEqualTo(low, within());
    assertThat(row(ResultsCsv.write(result), "robust", "test.ece").get("low")).isEmpty();
  }

  @Test
  void hasOneRowPerTrainingAndTheirMean() throws IOException {
    RunResult result = FixtureRun.sixArms();
    List<CSVRecord> rows = parse(ResultsCsv.write(result));
    List<CSVRecord> point =
        rows.stream()
            .filter(row -> row.get("arm").equals("cutmix"))
            .filter(row -> row.get("metric").equals("curve[centre,mean].accuracy[0.3]"))
            .toList();

    assertThat(rows)
        .extracting(row -> row.get("arm") + " " + row.get("metric") + " " + row.get("seed"))
        .doesNotHaveDuplicates();
    assertThat(point).extracting(row -> row.get("seed")).containsExactly("1", "2", "3", "mean");
    double[] values =
        point.stream().limit(3).mapToDouble(row -> Double.parseDouble(row.get("value"))).toArray();
    SeedSummary spread = SeedSummary.of(values);
    assertThat(number(point.get(3), "value")).isEqualTo(spread.mean(), within());
    assertThat(number(point.get(3), "sd")).isEqualTo(spread.standardDeviation(), within());
    assertThat(point.get(0).get("sd")).isEmpty();
  }

  @Test
  void aSingleTrainingHasNoMean() throws IOException {
    assertThat(parse(ResultsCsv.write(FixtureRun.twoArms())))
        .extracting(row -> row.get("seed"))
        .containsOnly("1", "");
  }

  private static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }

  @Test
  void aDifferenceSaysOfHowManySeedsAndAmongHowManyClaims() throws IOException {
    String one = ResultsCsv.write(FixtureRun.twoArms());
    String three = ResultsCsv.write(FixtureRun.sixArms());
    String path = "difference.accuracy[baseline]";

    assertThat(number(row(one, "robust", path + ".seeds"), "value")).isEqualTo(1);
    assertThat(number(row(one, "robust", path + ".claims"), "value")).isEqualTo(3);
    assertThat(number(row(three, "cutout", path + ".seeds"), "value")).isEqualTo(3);
    assertThat(number(row(three, "cutout", path + ".claims"), "value")).isEqualTo(15);
    assertThat(number(row(three, "cutout", path + ".neededPictures"), "value")).isEqualTo(1400);
    assertThat(number(row(three, "cutout", path + ".neededSeeds"), "value")).isEqualTo(18);
  }

  @Test
  void quotesNamesFromTheData() throws IOException {
    String csv = ResultsCsv.write(HostileTexts.everywhere(FixtureRun.twoArms(), ",\"\n=1+1"));

    assertThat(row(csv, "baseline,\"\n=1+1", "test.recall[emergency,\"\n=1+1]").get("value"))
        .isNotEmpty();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  private static CSVRecord row(String csv, String arm, String metric) throws IOException {
    return parse(csv).stream()
        .filter(row -> row.get("arm").equals(arm) && row.get("metric").equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static List<CSVRecord> parse(String csv) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(csv, format)) {
      return parser.getRecords();
    }
  }
}
