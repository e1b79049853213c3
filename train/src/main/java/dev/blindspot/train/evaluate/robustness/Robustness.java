package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.worst.WorstPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well an arm sees when parts are missing or images are poor, and whether it knows. This is one
 * training; the package {@code seeds} summarises several.
 *
 * @param occlusion one curve per position and fill, in the order of the configuration
 * @param object by how much of the object is hidden; null when no image has a known object
 * @param corruptions corrupted images; null when none were asked for
 * @param calibration on whole images
 * @param throughput of all of it but the search of the worst place
 * @param worstPlace one square at its worst place, one entry per fill; empty when not asked for
 */
public record Robustness(
    List<OcclusionCurve> occlusion,
    @Nullable ObjectOcclusion object,
    @Nullable CorruptionScores corruptions,
    Calibration calibration,
    Throughput throughput,
    List<WorstPlace> worstPlace) {
  public Robustness {
    occlusion = List.copyOf(occlusion);
    worstPlace = List.copyOf(worstPlace);
  }
}
