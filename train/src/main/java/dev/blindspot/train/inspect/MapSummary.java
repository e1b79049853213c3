package dev.blindspot.train.inspect;

import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;

/**
 * What an arm's explanation maps say, over all measured images.
 *
 * @param method the explanation method, such as "occlusion" or "CAM"
 * @param images measured maps
 * @param flat maps without any contrast, left out of the measures
 * @param focus how concentrated or faithful the maps are
 * @param cues how much of the maps lies in places with a known meaning
 */
public record MapSummary(
    String method, int images, int flat, List<FocusMeasure> focus, List<CueShare> cues) {

  public MapSummary {
    focus = List.copyOf(focus);
    cues = List.copyOf(cues);
  }

  /**
   * A measure of the maps.
   *
   * @param name the measure
   * @param meaning what it says, with its unit and which way is better
   * @param value mean over maps
   */
  public record FocusMeasure(String name, String meaning, double value) {}

  /**
   * The maps' weight in one kind of box. A map that knew nothing would put on the box its share of
   * the area.
   *
   * @param name of the cue, such as "vehicle" or "watermark"
   * @param shortcut whether the cue is not part of the object, so that a sound classifier ignores
   *     it
   * @param massShare mean share of a map's positive mass that lies in the box
   * @param interval 95 % interval of {@code massShare} over images
   * @param areaShare mean share of the image that the box covers
   * @param images images that have such a box
   */
  public record CueShare(
      String name,
      boolean shortcut,
      double massShare,
      Interval interval,
      double areaShare,
      int images) {

    /** Whether the maps put more weight on the box than its area explains. */
    public boolean isLookedAt() {
      return interval.isAbove(areaShare);
    }

    /** How many times its area's share the box gets. */
    public double ratio() {
      return massShare / areaShare;
    }
  }
}
