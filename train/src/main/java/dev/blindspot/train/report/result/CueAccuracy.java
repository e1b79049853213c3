package dev.blindspot.train.report.result;

import java.util.List;

/**
 * Accuracy on the test images by what a shortcut does in them.
 *
 * @param cue its name, such as "watermark"
 * @param label the class whose training images have it most often
 * @param arms in the order of the run
 */
public record CueAccuracy(String cue, String label, List<OfArm> arms) {
  public CueAccuracy {
    arms = List.copyOf(arms);
  }

  /** What the shortcut does in an image. */
  public enum Relation {
    /** It is in an image of its class. */
    AGREES,
    /** It is in an image of another class. */
    MISLEADS,
    /** It is not in the image. */
    ABSENT
  }

  /**
   * One arm's.
   *
   * @param arm its name
   * @param parts one for each relation, in their order
   */
  public record OfArm(String arm, List<Part> parts) {
    public OfArm {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The test images of one relation.
   *
   * @param relation what the shortcut does in them
   * @param images how many there are
   * @param right how many of them were answered rightly, one entry for each training of the arm
   */
  public record Part(Relation relation, int images, List<Integer> right) {
    public Part {
      right = List.copyOf(right);
    }

    /** Mean over the trainings; NaN without images. */
    public double accuracy() {
      double sum = right.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
      return images == 0 ? Double.NaN : sum / images;
    }
  }
}
