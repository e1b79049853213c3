package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import java.util.List;

/**
 * Does a map point at known places? Regions are in the map's pixels: bring a map to the image's
 * size first ({@link Attribution#upsampled}). Several regions count as their union.
 */
public final class Localisation {
  private Localisation() {}

  /**
   * Energy-based pointing game (Wang et al. 2020, Score-CAM, arXiv:1910.01279, section 4.3):
   * positive mass inside the regions over all positive mass, together with the share of the area.
   */
  public static MassShare massShare(Attribution map, List<Region> regions) {
    double inside = 0;
    double all = 0;
    long area = 0;
    for (int y = 0; y < map.height(); y++) {
      for (int x = 0; x < map.width(); x++) {
        double positive = Math.max(0, map.at(y, x));
        boolean covered = covered(regions, y, x);
        all += positive;
        inside += covered ? positive : 0;
        area += covered ? 1 : 0;
      }
    }
    double areaShare = (double) area / ((long) map.height() * map.width());
    return new MassShare(share(map, inside, all), areaShare);
  }

  /**
   * Pointing game (Zhang et al. 2016, arXiv:1608.00507, section 4.2): 1 if the map's maximum lies
   * in a region or within the tolerance of one, else 0. The first maximum in reading order counts.
   *
   * @param tolerancePx distance up to which a miss counts as a hit, 15 in the paper
   */
  public static Measurement pointingGame(Attribution map, List<Region> regions, int tolerancePx) {
    if (tolerancePx < 0) {
      throw new IllegalArgumentException("tolerancePx must be >= 0, was " + tolerancePx);
    }
    String trouble = UndefinedReason.of(map);
    if (!trouble.isEmpty()) {
      return Measurement.undefined(trouble);
    }
    int peak = peak(map.values());
    double distance = distance(regions, peak / map.width(), peak % map.width());
    return Measurement.of(distance <= tolerancePx ? 1 : 0);
  }

  private static Measurement share(Attribution map, double inside, double all) {
    if (!map.finite()) {
      return Measurement.undefined("the map holds NaN or infinity");
    }
    return all > 0
        ? Measurement.of(inside / all)
        : Measurement.undefined("the map has no positive value");
  }

  private static boolean covered(List<Region> regions, int y, int x) {
    for (Region region : regions) {
      if (region.contains(y, x)) {
        return true;
      }
    }
    return false;
  }

  private static int peak(float[] values) {
    int peak = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[peak]) {
        peak = i;
      }
    }
    return peak;
  }

  private static double distance(List<Region> regions, int y, int x) {
    double nearest = Double.POSITIVE_INFINITY;
    for (Region region : regions) {
      nearest =
          Math.min(
              nearest,
              Math.hypot(
                  beyond(region.x(), region.width(), x), beyond(region.y(), region.height(), y)));
    }
    return nearest;
  }

  /** How far a place is from a run of places; 0 inside. */
  private static double beyond(double start, double length, double place) {
    return Math.max(0, Math.max(start - place, place - (start + length - 1))); // exact for integers
  }
}
