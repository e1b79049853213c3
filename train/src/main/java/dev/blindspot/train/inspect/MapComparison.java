package dev.blindspot.train.inspect;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.MaxBoxAccV2;
import dev.blindspot.explain.measure.Measurement;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.measure.Similarity;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Compares the maps of the arms, before and after: the same images, the same class, the same
 * measures, and an interval for every paired difference to the first arm.
 */
public final class MapComparison {
  private static final double TOP = 0.1;

  private final Inspection inspection;
  private final int draws;
  private final long seed;

  /**
   * @param draws for the intervals of means
   * @param seed of the draws
   */
  public MapComparison(Inspection inspection, int draws, long seed) {
    this.inspection = inspection;
    this.draws = draws;
    this.seed = seed;
  }

  /** All measures of all methods; those that are nowhere defined are left out. */
  public List<MeasureRow> measures() {
    List<MeasureRow> rows = new ArrayList<>();
    for (MapMethod method : inspection.methods()) {
      Map<MapMeasure, List<double[]>> values = values(method);
      values.forEach((measure, ofArms) -> row(method, measure, ofArms).ifDefined(rows));
      boxes(method, rows);
    }
    return rows;
  }

  /** Per measure and arm, the value of every image; NaN where it is not defined. */
  Map<MapMeasure, List<double[]>> values(MapMethod method) {
    Map<MapMeasure, List<double[]>> values = new EnumMap<>(MapMeasure.class);
    List<List<MapMeasure.Map>> maps =
        inspection.arms().stream().map(arm -> maps(arm, method)).toList();
    for (MapMeasure measure : MapMeasure.values()) {
      values.put(
          measure,
          maps.stream()
              .map(ofArm -> ofArm.parallelStream().mapToDouble(measure::of).toArray())
              .toList());
    }
    return values;
  }

  private List<MapMeasure.Map> maps(String arm, MapMethod method) {
    return IntStream.range(0, inspection.subjects().size())
        .mapToObj(
            i -> {
              Subject subject = inspection.subjects().get(i);
              ArmMaps maps = inspection.of(arm, i);
              Attribution map = Mapper.atImageSize(maps.map(method), subject.image());
              return new MapMeasure.Map(subject, maps, method, map);
            })
        .toList();
  }

  private record Row(MeasureRow row) {
    void ifDefined(List<MeasureRow> rows) {
      if (row.cells().stream().anyMatch(cell -> cell.images() > 0)) {
        rows.add(row);
      }
    }
  }

  private Row row(MapMethod method, MapMeasure measure, List<double[]> ofArms) {
    List<MeasureRow.Cell> cells = new ArrayList<>();
    for (int arm = 0; arm < ofArms.size(); arm++) {
      cells.add(cell(measure, arm, ofArms.get(arm), ofArms.get(0)));
    }
    return new Row(new MeasureRow(method.shortName(), measure.title(), measure.meaning(), cells));
  }

  private MeasureRow.Cell cell(MapMeasure measure, int arm, double[] values, double[] reference) {
    String name = inspection.arms().get(arm);
    double[] defined = defined(values);
    double mean = Arrays.stream(defined).average().orElse(Double.NaN);
    Interval interval = new BoundedMean(measure.least(), 1, draws, seed).interval(defined);
    int[] both =
        IntStream.range(0, values.length)
            .filter(i -> !Double.isNaN(values[i]) && !Double.isNaN(reference[i]))
            .toArray();
    if (arm == 0 || both.length == 0) {
      return new MeasureRow.Cell(
          name, mean, interval, defined.length, Double.NaN, Interval.UNDEFINED, Double.NaN);
    }
    double[] differences = IntStream.of(both).mapToDouble(i -> values[i] - reference[i]).toArray();
    CrossedMean difference = CrossedMean.of(new double[][] {differences});
    return new MeasureRow.Cell(
        name,
        mean,
        interval,
        defined.length,
        difference.value(),
        difference.interval(),
        difference.pValue());
  }

  /** MaxBoxAccV2 is not a mean over images, so that it has no interval. */
  private void boxes(MapMethod method, List<MeasureRow> rows) {
    List<MeasureRow.Cell> cells = new ArrayList<>();
    for (String arm : inspection.arms()) {
      List<double[]> ious = new ArrayList<>();
      for (MapMeasure.Map map : maps(arm, method)) {
        List<Region> objects = map.subject().objects();
        if (objects != null) {
          ious.add(MaxBoxAccV2.bestIous(map.map(), objects));
        }
      }
      cells.add(
          new MeasureRow.Cell(
              arm,
              MaxBoxAccV2.of(ious).mean(),
              Interval.UNDEFINED,
              ious.size(),
              Double.NaN,
              Interval.UNDEFINED,
              Double.NaN));
    }
    new Row(
            new MeasureRow(
                method.shortName(),
                "MaxBoxAccV2",
                "share of the objects found by boxes around the map, best threshold, mean over IoU"
                    + " 0.3, 0.5, 0.7; larger is better",
                cells))
        .ifDefined(rows);
  }

  /** How far the maps of the other arms are from the first one's. */
  public List<MovedRow> moved() {
    List<MovedRow> rows = new ArrayList<>();
    for (MapMethod method : inspection.methods()) {
      for (String arm : inspection.arms().subList(1, inspection.arms().size())) {
        rows.add(moved(method, arm));
      }
    }
    return rows;
  }

  private interface Alike {
    Measurement of(Attribution first, Attribution second);
  }

  private MovedRow moved(MapMethod method, String arm) {
    String reference = inspection.arms().get(0);
    double[] spearman = alike(method, arm, Similarity::spearman);
    double[] ssim = alike(method, arm, Similarity::ssim);
    double[] top = alike(method, arm, (a, b) -> Similarity.topOverlap(a, b, TOP));
    BoundedMean ranks = new BoundedMean(-1, 1, draws, seed);
    BoundedMean shares = BoundedMean.ofShares(draws, seed);
    return new MovedRow(
        method.shortName(),
        arm,
        reference,
        spearman.length,
        mean(spearman),
        ranks.interval(spearman),
        mean(ssim),
        ranks.interval(ssim),
        mean(top),
        shares.interval(top));
  }

  private double[] alike(MapMethod method, String arm, Alike alike) {
    List<MapMeasure.Map> before = maps(inspection.arms().get(0), method);
    List<MapMeasure.Map> after = maps(arm, method);
    return defined(
        IntStream.range(0, before.size())
            .parallel()
            .mapToDouble(i -> alike.of(before.get(i).map(), after.get(i).map()).value())
            .toArray());
  }

  private static double[] defined(double[] values) {
    return DoubleStream.of(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
