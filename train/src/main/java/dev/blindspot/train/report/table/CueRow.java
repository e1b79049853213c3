package dev.blindspot.train.report.table;

import dev.blindspot.train.inspect.MapSummary;
import dev.blindspot.train.inspect.MapSummary.CueShare;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.RunResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the table of what the model looks at: a kind of box under one method.
 *
 * @param method the explanation method
 * @param cue name of the box
 * @param shortcut whether a sound classifier ignores it
 * @param areaShare share of the image that it covers
 * @param shares of every arm, in the order of the arms; empty where it was not measured
 */
public record CueRow(
    String method,
    String cue,
    boolean shortcut,
    double areaShare,
    List<Optional<CueShare>> shares) {

  public static List<CueRow> of(RunResult result) {
    record Key(String method, String cue) {}
    Set<Key> keys = new LinkedHashSet<>();
    for (ArmResult arm : result.arms()) {
      for (MapSummary maps : arm.maps()) {
        maps.cues().forEach(cue -> keys.add(new Key(maps.method(), cue.name())));
      }
    }
    return keys.stream().map(key -> row(result, key.method(), key.cue())).toList();
  }

  private static CueRow row(RunResult result, String method, String cue) {
    List<Optional<CueShare>> shares =
        result.arms().stream().map(arm -> share(arm, method, cue)).toList();
    CueShare any = shares.stream().flatMap(Optional::stream).findFirst().orElseThrow();
    return new CueRow(method, cue, any.shortcut(), any.areaShare(), shares);
  }

  private static Optional<CueShare> share(ArmResult arm, String method, String cue) {
    return arm.maps().stream()
        .filter(maps -> maps.method().equals(method))
        .flatMap(maps -> maps.cues().stream())
        .filter(share -> share.name().equals(cue))
        .findFirst();
  }
}
