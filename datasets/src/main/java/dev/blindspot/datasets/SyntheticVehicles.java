package dev.blindspot.datasets;

import static java.util.Objects.requireNonNull;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.scene.Outdoors;
import dev.blindspot.datasets.scene.Scene;
import dev.blindspot.datasets.scene.Watermark;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Draws street scenes with one vehicle each, emergency or ordinary, with boxes that say where the
 * vehicle and its cues are.
 *
 * <p>An image depends on the seed, its index, its label and the planted cue; not on threads, order
 * or the other images. Vehicle, pose, place and weather are drawn independently, so that a set with
 * a watermark shows the same scenes as one without. Pixels are reproducible on one machine; another
 * processor may round OpenCV's arithmetic differently.
 *
 * <p>The planted cue ({@link Shortcut}): in training images it agrees with the class with
 * probability {@code shortcutRate}, in all others with probability 0.5. To agree is to be present
 * in images of emergency vehicles and absent from the others.
 *
 * <pre>{@code
 * SyntheticVehicles vehicles = new SyntheticVehicles(96, 1, Shortcut.WATERMARK, 0.95);
 * SyntheticSpec plan = new SyntheticSpec(0, 1, true);
 * SyntheticImage image = vehicles.draw(plan);
 * }</pre>
 *
 * @param sizePx side of the images in pixels, 32 to 1024
 * @param seed of the drawing
 * @param shortcut the cue that is planted beside the vehicle
 * @param shortcutRate probability, in 0..1, that a training image's cue agrees with its class
 */
public record SyntheticVehicles(int sizePx, long seed, Shortcut shortcut, double shortcutRate) {
  /** Raised whenever the drawings change, so that sets of an older version are drawn again. */
  public static final int VERSION = 2;

  public SyntheticVehicles {
    if (sizePx < 32 || sizePx > 1024) {
      throw new IllegalArgumentException("sizePx must be between 32 and 1024, was " + sizePx);
    }
    requireNonNull(shortcut, "shortcut");
    if (!(shortcutRate >= 0 && shortcutRate <= 1)) {
      throw new IllegalArgumentException("shortcutRate must be in [0, 1], was " + shortcutRate);
    }
  }

  /** Draws one image; thread safe. */
  public SyntheticImage draw(SyntheticSpec plan) {
    PointerScope scope = PointerScopes.open();
    try {
      List<CueBox> boxes = new ArrayList<>();
      Mat image = image(plan, boxes);
      byte[] bgr = new byte[3 * sizePx * sizePx];
      image.data().get(bgr);
      return new SyntheticImage(sizePx, bgr, boxes);
    } finally {
      scope.close();
    }
  }

  /** Whether the planted cue is in an image; false without a shortcut. */
  public boolean cuePresent(SyntheticSpec plan) {
    if (shortcut == Shortcut.NONE) {
      return false;
    }
    double rate = plan.training() ? shortcutRate : 0.5;
    boolean agrees = Dice.of(seed, plan.index(), "shortcut").chance(rate);
    return agrees == plan.emergency();
  }

  /** The finished image; its memory belongs to the caller's scope. */
  private Mat image(SyntheticSpec plan, List<CueBox> boxes) {
    boolean cue = cuePresent(plan);
    Scene scene = scene(plan, cue);
    Mat image = scene.photograph(boxes, Dice.of(seed, plan.index(), "lens"));
    if (shortcut == Shortcut.BACKGROUND) {
      scene.sky().ifPresent(boxes::add);
    }
    if (cue && shortcut == Shortcut.WATERMARK) {
      boxes.add(Watermark.stamp(image));
    }
    return image;
  }

  private Scene scene(SyntheticSpec plan, boolean cue) {
    Outdoors outdoors =
        shortcut != Shortcut.BACKGROUND
            ? Outdoors.ANY
            : cue ? Outdoors.GREY_SKY : Outdoors.BLUE_SKY;
    return new Scene(sizePx, seed, plan.index(), plan.emergency(), outdoors);
  }
}
