package dev.blindspot.train.inspect.sheet;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.MultiScaleResult;
import dev.blindspot.explain.occlusion.ScoreScale;
import dev.blindspot.explain.render.ColourBar;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.inspect.ArmMaps;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.Mapper;
import dev.blindspot.train.inspect.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One method's maps as a sheet shows them. Occlusion of a network that is sure hardly moves the
 * probability: its sheet is drawn on log-odds, which do not saturate. What is measured of the maps
 * stays on the configured scale.
 */
final class DrawnMaps {
  /** A network is sure of a class from here, or of its absence from as near to 0. */
  private static final double SURE = 0.95;

  /** A drop of the probability that is seen beside those of other maps. */
  private static final double VISIBLE_DROP = 0.1;

  private final Inspection inspection;
  private final MapMethod method;
  private final ExplanationConfig settings;
  private final boolean logOdds;

  /** Maps of the images {@code from} to {@code to}, exclusive, which share a sheet. */
  DrawnMaps(Inspection inspection, MapMethod method, ExplanationConfig settings, int from, int to) {
    this.inspection = inspection;
    this.method = method;
    this.settings = settings;
    this.logOdds =
        method == MapMethod.OCCLUSION
            && (settings.scale() == ScoreScale.LOG_ODDS
                || IntStream.range(from, to).anyMatch(this::isSaturated));
  }

  private boolean isSaturated(int subject) {
    int target = inspection.subjects().get(subject).target();
    return inspection.arms().stream()
        .map(arm -> inspection.of(arm, subject))
        .anyMatch(maps -> isSaturated(maps, target));
  }

  /** Whether a sure network's probability hardly moves, wherever the window is. */
  static boolean isSaturated(ArmMaps maps, int target) {
    float p = maps.probabilities()[target];
    MultiScaleResult occlusion = maps.occlusion();
    if (occlusion == null || (p < SURE && p > 1 - SURE)) {
      return false;
    }
    Attribution drop = occlusion.drop(target, ScoreScale.SCORE);
    return Math.max(drop.max(), -drop.min()) < VISIBLE_DROP;
  }

  /** One map, at the image's size. */
  Attribution map(String arm, int subject) {
    Subject of = inspection.subjects().get(subject);
    ArmMaps maps = inspection.of(arm, subject);
    @Nullable MultiScaleResult occlusion = maps.occlusion();
    Attribution map =
        logOdds && occlusion != null
            ? occlusion.drop(of.target(), ScoreScale.LOG_ODDS)
            : maps.map(method);
    return Mapper.atImageSize(map, of.image());
  }

  /** What the numbers are. */
  String unit() {
    return logOdds ? "drop of the class's log-odds when hidden" : method.unit();
  }

  /** The scale that all arms and these images share. */
  ColourBar bar(int from, int to) {
    List<Attribution> maps = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (String arm : inspection.arms()) {
        maps.add(map(arm, i));
      }
    }
    return new ColourBar(unit(), settings.colours().scale(method.signed(), maps));
  }
}
