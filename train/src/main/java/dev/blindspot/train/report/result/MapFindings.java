package dev.blindspot.train.report.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.blindspot.train.inspect.MeasureRow;
import dev.blindspot.train.inspect.MovedRow;
import dev.blindspot.train.inspect.SanityCheck;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import java.util.List;

/**
 * What the maps of all arms say together.
 *
 * @param measures of the maps of every arm, with differences to the first arm
 * @param moved how far the maps of the other arms are from the first one's
 * @param sanity whether maps are destroyed when the networks are
 * @param scans the scan for shortcuts, arm by arm and class by class
 * @param images of the scan
 */
public record MapFindings(
    List<MeasureRow> measures,
    List<MovedRow> moved,
    List<ArmSanity> sanity,
    List<ClassScan> scans,
    @JsonProperty("pictures") List<Illustration> images) {

  public MapFindings {
    measures = List.copyOf(measures);
    moved = List.copyOf(moved);
    sanity = List.copyOf(sanity);
    scans = List.copyOf(scans);
    images = List.copyOf(images);
  }

  /**
   * The randomisation checks of one arm.
   *
   * @param arm its name
   * @param checks one per method that reads the network
   */
  public record ArmSanity(String arm, List<SanityCheck> checks) {
    public ArmSanity {
      checks = List.copyOf(checks);
    }
  }
}
