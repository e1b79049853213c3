package dev.blindspot.train.inspect;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Focus;
import dev.blindspot.explain.measure.Localisation;
import dev.blindspot.explain.measure.MassShare;
import dev.blindspot.explain.measure.Measurement;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import dev.blindspot.train.inspect.MapSummary.CueShare;
import dev.blindspot.train.inspect.MapSummary.FocusMeasure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Measures an arm's maps over all images. */
public final class MapMeasures {
  private final Inspection inspection;
  private final BoundedMean shares;

  /** Measures the maps of an inspection, with intervals over its images. */
  public MapMeasures(Inspection inspection, BoundedMean shares) {
    this.inspection = inspection;
    this.shares = shares;
  }

  /** One summary for each method. */
  public List<MapSummary> of(String arm) {
    return inspection.methods().stream().map(method -> of(arm, method)).toList();
  }

  private MapSummary of(String arm, MapMethod method) {
    List<Attribution> maps = new ArrayList<>();
    for (int i = 0; i < inspection.subjects().size(); i++) {
      Attribution map = inspection.of(arm, i).map(method);
      maps.add(Mapper.atImageSize(map, inspection.subjects().get(i).image()));
    }
    return summary(method.shortName(), maps);
  }

  private MapSummary summary(String method, List<Attribution> maps) {
    int flat = (int) maps.stream().filter(map -> map.flat() || !map.finite()).count();
    return new MapSummary(method, maps.size(), flat, focus(maps), cues(maps));
  }

  private static List<FocusMeasure> focus(List<Attribution> maps) {
    List<Focus> all = maps.stream().map(Focus::of).toList();
    return List.of(
        new FocusMeasure(
            "area of half the mass",
            "share of the image that holds half of the map's positive mass; smaller is more"
                + " focused",
            mean(all.stream().map(Focus::halfMassArea).toList())),
        new FocusMeasure(
            "entropy",
            "spread of the positive mass: 0 one place, 1 everywhere alike",
            mean(all.stream().map(Focus::entropy).toList())));
  }

  private List<CueShare> cues(List<Attribution> maps) {
    Set<String> names = new LinkedHashSet<>();
    inspection.subjects().forEach(subject -> names.addAll(subject.names()));
    return names.stream().map(name -> cue(name, maps)).toList();
  }

  /**
   * A planted cue speaks for the last class (emergency): its share is measured on images of that
   * class, where hiding it can take evidence away.
   */
  private CueShare cue(String name, List<Attribution> maps) {
    boolean shortcut = isShortcut(name);
    int last = maps.isEmpty() ? 0 : lastClass();
    List<Double> masses = new ArrayList<>();
    double area = 0;
    for (int i = 0; i < maps.size(); i++) {
      Subject subject = inspection.subjects().get(i);
      List<Region> regions = subject.regions(name);
      if (regions.isEmpty() || (shortcut && subject.target() != last)) {
        continue;
      }
      MassShare share = Localisation.massShare(maps.get(i), regions);
      if (share.mass().defined()) {
        masses.add(share.mass().value());
        area += share.area();
      }
    }
    double[] values = masses.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = masses.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    return new CueShare(
        name,
        shortcut,
        mean,
        shares.interval(values),
        area / Math.max(1, values.length),
        values.length);
  }

  private boolean isShortcut(String name) {
    return inspection.subjects().stream()
        .flatMap(subject -> subject.boxes().stream())
        .anyMatch(box -> box.outsideObject() && box.name().equals(name));
  }

  private int lastClass() {
    return inspection.subjects().stream().mapToInt(s -> s.target()).max().orElse(0);
  }

  private static double mean(List<Measurement> values) {
    return values.stream()
        .filter(Measurement::defined)
        .mapToDouble(Measurement::value)
        .average()
        .orElse(Double.NaN);
  }
}
