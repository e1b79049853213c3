package dev.blindspot.train.data.synthetic;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.DataSource.Shortcut;
import dev.blindspot.train.data.CueBox;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.ProgressListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Draws street scenes with one vehicle each, emergency or ordinary, with boxes that say where the
 * vehicle and its cues are.
 *
 * <p>A picture depends on the seed, its index, its label and the planted cue; not on threads, order
 * or the other pictures. Vehicle, pose, place and weather are drawn independently, so that a set
 * with a watermark shows the same scenes as one without. Pixels are reproducible on one machine;
 * another processor may round OpenCV's arithmetic differently.
 *
 * <p>The planted cue ({@link Shortcut}): in training pictures it agrees with the class with
 * probability {@code shortcutRate}, in all others with probability 0.5. To agree is to be present
 * in pictures of emergency vehicles and absent from the others.
 */
public final class SyntheticVehicles {
  /** Raised whenever the drawings change, so that sets of an older version are drawn again. */
  static final int VERSION = 2;

  private final DataSource.Synthetic config;

  public SyntheticVehicles(DataSource.Synthetic config) {
    this.config = requireNonNull(config, "config");
  }

  /** Draws one picture; thread safe. */
  public Drawn draw(SyntheticPlan plan) {
    PointerScope scope = Memory.open();
    try {
      List<CueBox> boxes = new ArrayList<>();
      Mat picture = picture(plan, boxes);
      byte[] bgr = new byte[3 * config.size() * config.size()];
      picture.data().get(bgr);
      return new Drawn(new Picture(config.size(), config.size(), bgr), boxes);
    } finally {
      scope.close();
    }
  }

  /**
   * Writes a set of pictures as PNG files on all processors, or finds it already written: a set is
   * complete when its {@code synthetic.json} names the same configuration, plans and generator
   * version.
   *
   * @throws dev.blindspot.train.config.UserError when the folder cannot be written
   */
  public List<SyntheticPicture> write(
      List<SyntheticPlan> plans, Path folder, ProgressListener progress) {
    return new SyntheticSet(folder, config, plans).write(this, progress);
  }

  /** Whether the planted cue is in a picture; false without a shortcut. */
  public boolean cuePresent(SyntheticPlan plan) {
    if (config.shortcut() == Shortcut.NONE) {
      return false;
    }
    double rate = plan.training() ? config.shortcutRate() : 0.5;
    boolean agrees = Dice.of(config.seed(), plan.index(), "shortcut").chance(rate);
    return agrees == plan.emergency();
  }

  /** The finished picture; its memory belongs to the caller's scope. */
  Mat picture(SyntheticPlan plan, List<CueBox> boxes) {
    boolean cue = cuePresent(plan);
    Scene scene = scene(plan, cue);
    Mat picture = scene.photograph(boxes, Dice.of(config.seed(), plan.index(), "lens"));
    if (config.shortcut() == Shortcut.BACKGROUND) {
      scene.sky().ifPresent(boxes::add);
    }
    if (cue && config.shortcut() == Shortcut.WATERMARK) {
      boxes.add(Watermark.stamp(picture));
    }
    return picture;
  }

  private Scene scene(SyntheticPlan plan, boolean cue) {
    Outdoors outdoors =
        config.shortcut() != Shortcut.BACKGROUND
            ? Outdoors.ANY
            : cue ? Outdoors.GREY_SKY : Outdoors.BLUE_SKY;
    return new Scene(config.size(), config.seed(), plan.index(), plan.emergency(), outdoors);
  }
}
