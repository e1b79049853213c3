package dev.blindspot.train.report.result;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An arm in whose training the suspects of another arm's shortcut scan were hidden.
 *
 * @param arm its name
 * @param of the arm that was scanned
 * @param scanned training and validation images that the scan looked at
 * @param trained whether it was trained: without any confirmed suspect it is left out of the run
 * @param trainings one for each seed
 */
public record Cure(
    String arm, String of, int scanned, boolean trained, List<CuredTraining> trainings) {
  public Cure {
    trainings = List.copyOf(trainings);
  }

  /** The places that were hidden, of all trainings. */
  public List<SuspectPlace> hidden() {
    return trainings.stream().flatMap(training -> training.hidden().stream()).toList();
  }

  /** Whether the scan suspected anything, hidden or not. */
  public boolean hasSuspects() {
    return trainings.stream().anyMatch(one -> !one.places().isEmpty());
  }

  /** What was measured of the scanned arm, one for each training that hid something. */
  public List<PlaceEffect> before() {
    return trainings.stream().map(CuredTraining::before).flatMap(Cure::present).toList();
  }

  /** What was measured of this arm, in the same order. */
  public List<PlaceEffect> after() {
    return trainings.stream().map(CuredTraining::after).flatMap(Cure::present).toList();
  }

  private static Stream<PlaceEffect> present(@Nullable PlaceEffect effect) {
    return Stream.ofNullable(effect).map(Objects::requireNonNull);
  }

  /**
   * One training.
   *
   * @param seed of it and of the scanned network
   * @param places that the scan suspected; those that the counter-test confirmed were hidden
   * @param area share of the image that the hidden ones cover together, without the margin
   * @param before the scanned network on the test images; null if nothing was hidden
   * @param after this network on the same images; null if nothing was hidden
   */
  public record CuredTraining(
      long seed,
      List<SuspectPlace> places,
      double area,
      @Nullable PlaceEffect before,
      @Nullable PlaceEffect after) {
    public CuredTraining {
      places = List.copyOf(places);
    }

    /** Places whose content brings the class along; others may be where objects have a part. */
    public List<SuspectPlace> hidden() {
      return places.stream().filter(SuspectPlace::confirmed).toList();
    }
  }

  /**
   * A place that a scan suspected: the rectangle around all suspicious windows that touch and, if
   * it was confirmed, all windows around them whose content brings the class along too. Lengths are
   * shares of the image's sides.
   *
   * @param label the class that the place decides for
   * @param where in words, such as "upper left"
   * @param x left edge
   * @param y upper edge
   * @param width of the rectangle
   * @param height of the rectangle
   * @param hits images in which hiding the strongest window decides
   * @param images of how many taken for the class
   * @param confirmed whether the place alone, pasted into others, brought the class along
   * @param cue known content there; null if nothing is known
   * @param donors ids of training and validation images in which it decides most
   */
  public record SuspectPlace(
      String label,
      String where,
      double x,
      double y,
      double width,
      double height,
      int hits,
      int images,
      boolean confirmed,
      @Nullable String cue,
      List<String> donors) {
    public SuspectPlace {
      donors = List.copyOf(donors);
    }
  }

  /**
   * What the hidden places do to one network's answers on the test images.
   *
   * @param images test images
   * @param right how many are answered rightly as they are
   * @param rightHidden how many with the places hidden
   * @param changed how many are answered differently with the places hidden
   * @param recipients images of classes that the places do not stand for
   * @param rightRecipients how many of these are answered rightly as they are
   * @param rightPasted how many with the places' content pasted in from training and validation
   *     images of the class that they stand for
   * @param rightControl how many with the same places of another recipient of their own class
   */
  public record PlaceEffect(
      int images,
      int right,
      int rightHidden,
      int changed,
      int recipients,
      int rightRecipients,
      int rightPasted,
      int rightControl) {}
}
