package dev.blindspot.train.report.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images of a run.
 *
 * @param source where they came from, in a few words
 * @param inputHeight rows of the network's input in pixels
 * @param inputWidth columns of the network's input in pixels
 * @param classes class names by index
 * @param splits images by split and class
 * @param rejected rows that could not be used
 * @param contentHash hash over all images and labels
 * @param nearDuplicateGroups groups of near-duplicate images, each kept within one split
 * @param nearDuplicateImages images in those groups
 * @param examples images of the data, such as a contact sheet or an augmentation preview
 */
public record DataSummary(
    String source,
    int inputHeight,
    int inputWidth,
    List<String> classes,
    List<SplitCount> splits,
    List<RejectedRow> rejected,
    String contentHash,
    int nearDuplicateGroups,
    @JsonProperty("nearDuplicatePictures") int nearDuplicateImages,
    List<Illustration> examples) {

  public DataSummary {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
    rejected = List.copyOf(rejected);
    examples = List.copyOf(examples);
  }

  /** All usable images. */
  public int images() {
    return splits.stream().mapToInt(SplitCount::images).sum();
  }

  /**
   * Images of one split.
   *
   * @param split train, validation, test or unlabelled
   * @param images all of them
   * @param perClass by class index; empty for images without a label
   */
  public record SplitCount(String split, int images, List<Integer> perClass) {
    public SplitCount {
      perClass = List.copyOf(perClass);
    }
  }

  /**
   * A row that could not be used.
   *
   * @param where file and line
   * @param id the image's name; null when the row has none
   * @param reason what is wrong with it
   */
  public record RejectedRow(String where, @Nullable String id, String reason) {}
}
