package dev.blindspot.train.inspect.shortcut;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scan of an arm for shortcuts, over the images that it takes for one class. The method is
 * defined at {@link dev.blindspot.explain.shortcut.ShortcutScan}.
 *
 * @param arm the arm's name
 * @param label the class
 * @param images that the arm takes for the class
 * @param places positions of the window that could be tested
 * @param windowPx side of the window in pixels
 * @param boxesKnown whether it is known where the object is in these images
 * @param level probability of any false suspect that was allowed for this scan: this scan's part of
 *     the report's
 * @param suspects ranked, the strongest first
 * @param sentence the result in words
 */
public record ClassScan(
    String arm,
    String label,
    @JsonProperty("pictures") int images,
    int places,
    int windowPx,
    boolean boxesKnown,
    double level,
    List<FoundSuspect> suspects,
    String sentence) {

  public ClassScan {
    suspects = List.copyOf(suspects);
  }

  /**
   * A place that the arm's answer hangs on although the object does not explain it.
   *
   * @param place in words, such as "upper left"
   * @param x left edge of the window in pixels of the input
   * @param y upper edge
   * @param width in pixels
   * @param height in pixels
   * @param hits images in which hiding it changes the answer or costs enough of the probability
   * @param images of how many
   * @param rate their share
   * @param rateInterval its 95 % interval (Wilson), which holds at all tested places at once: the
   *     place was chosen among them for its rate, which is too large on average
   * @param expected the rate that the object's presence explains
   * @param mirroredRate rate at the place with left and right exchanged
   * @param meanDrop of the class's probability when it is hidden
   * @param p adjusted for all places
   * @param cue known content that the window touches in at least half of the hits, such as
   *     "watermark"; null if nothing is known
   * @param pasted what the place's content does in images of other classes; null without such
   *     images
   */
  public record FoundSuspect(
      String place,
      int x,
      int y,
      int width,
      int height,
      int hits,
      @JsonProperty("pictures") int images,
      double rate,
      Interval rateInterval,
      double expected,
      double mirroredRate,
      double meanDrop,
      double p,
      @Nullable String cue,
      @Nullable Pasted pasted) {}

  /**
   * The counter-test: the place, cut from images in which it counts and pasted into images that the
   * arm takes for another class.
   *
   * @param recipients images pasted into
   * @param turned how many are taken for the class then
   * @param turnedByControl how many are with the same place of another recipient
   * @param gain mean probability of the class that the donors' content adds beyond the control's
   * @param gainInterval its 95 % interval over recipients (Student's t of the paired differences);
   *     undefined below 6 recipients
   */
  public record Pasted(
      int recipients, int turned, int turnedByControl, double gain, Interval gainInterval) {

    /** Whether the place alone brings the class along. */
    public boolean confirms() {
      return gainInterval.isAbove(0);
    }
  }
}
