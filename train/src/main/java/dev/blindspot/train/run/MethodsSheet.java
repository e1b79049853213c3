package dev.blindspot.train.run;

import static java.util.Objects.requireNonNull;

import dev.blindspot.augment.AspectLaw;
import dev.blindspot.augment.BatchAugmentation;
import dev.blindspot.augment.Box;
import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.CutMix;
import dev.blindspot.augment.CutOut;
import dev.blindspot.augment.Edit;
import dev.blindspot.augment.Fill;
import dev.blindspot.augment.GridMask;
import dev.blindspot.augment.HideAndSeek;
import dev.blindspot.augment.HorizontalFlip;
import dev.blindspot.augment.ImageAugmentation;
import dev.blindspot.augment.InsideBoxes;
import dev.blindspot.augment.Length;
import dev.blindspot.augment.MixUp;
import dev.blindspot.augment.Mixing;
import dev.blindspot.augment.Occlusion;
import dev.blindspot.augment.OutsideBoxes;
import dev.blindspot.augment.Pairing;
import dev.blindspot.augment.RandomErasing;
import dev.blindspot.augment.Range;
import dev.blindspot.augment.Rgb;
import dev.blindspot.augment.Sample;
import dev.blindspot.augment.Shift;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.Batches;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.synthetic.Drawn;
import dev.blindspot.train.data.synthetic.Shortcut;
import dev.blindspot.train.data.synthetic.SyntheticPlan;
import dev.blindspot.train.data.synthetic.SyntheticVehicles;
import dev.blindspot.train.fit.TrainingPictures;
import dev.blindspot.train.random.SampleRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A contact sheet of every augmentation with every fill, on a drawn vehicle. */
public final class MethodsSheet {
  private static final int SIDE = 160;
  private static final long SEED = 11;

  /** The mean colour of ImageNet's pictures. */
  private static final Rgb MEAN = new Rgb(123.675, 116.28, 103.53);

  private static final List<Fill> FILLS =
      List.of(
          new Fill.Zero(),
          new Fill.Mean(),
          new Fill.Constant(new Rgb(230, 60, 160)),
          new Fill.PixelUniform(),
          new Fill.PixelNormal(),
          new Fill.PatchUniform(),
          new Fill.ImagePatch());

  private final BytePainter painter = new BytePainter(MEAN);
  private final Drawn drawn = drawn(23);
  private final Picture vehicle = picture(drawn);
  private final Picture other = picture(drawn(20));

  private static Picture picture(Drawn drawn) {
    return new Picture(drawn.sizePx(), drawn.sizePx(), drawn.bgr());
  }

  private static Drawn drawn(int index) {
    return new SyntheticVehicles(SIDE, 3, Shortcut.NONE, 0.5)
        .draw(new SyntheticPlan(index, SyntheticPlan.balancedLabel(index), true));
  }

  /**
   * Writes the sheet as PNG.
   *
   * @throws UserError if the file cannot be written
   */
  public void write(Path file) {
    List<Sheet.Row> rows = new ArrayList<>();
    rows.add(hiding("CutOut", fill -> new CutOut(2, Length.ofPercent(35), fill)));
    rows.add(hiding("Random Erasing", fill -> erasing(new Range(0.15, 0.3), fill)));
    rows.add(hiding("Hide-and-Seek", fill -> new HideAndSeek(List.of(32), 0.5, fill)));
    rows.add(
        hiding("GridMask", fill -> new GridMask(new Range(48, 48), 0.5, new Range(20, 40), fill)));
    rows.add(
        hiding(
            "Random Erasing inside the vehicle's box",
            fill -> new InsideBoxes(erasing(new Range(0.3, 0.4), fill))));
    rows.add(
        hiding(
            "Hide-and-Seek outside the vehicle's box",
            fill -> new OutsideBoxes(new HideAndSeek(List.of(16), 0.5, fill))));
    rows.add(new Sheet.Row("Mixing and moving", mixingAndMoving()));
    try {
      Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent()));
      new Sheet("", FILLS.stream().map(MethodsSheet::name).toList(), rows).write(file);
    } catch (IOException e) {
      throw new UserError("the sheet " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Occlusion erasing(Range area, Fill fill) {
    return new RandomErasing(1, area, new Range(0.5, 2), AspectLaw.LOG_UNIFORM, 100, fill);
  }

  private static String name(Fill fill) {
    return fill instanceof Fill.Constant ? "rgb" : fill.toString();
  }

  private Sheet.Row hiding(String caption, Function<Fill, ImageAugmentation> method) {
    List<Panel> panels = new ArrayList<>();
    for (Fill fill : FILLS) {
      boolean defined = !(caption.equals("GridMask") && fill instanceof Fill.ImagePatch);
      panels.add(
          defined
              ? Panel.of(painted(method.apply(fill)).image(), "")
              : Panel.of(vehicle.image(), "not defined for a grid"));
    }
    return new Sheet.Row(caption, panels);
  }

  private Picture painted(ImageAugmentation method) {
    List<Box> boxes =
        drawn.boxes().stream()
            .filter(box -> box.name().equals("vehicle"))
            .map(box -> new Box(box.x(), box.y(), box.width(), box.height()))
            .toList();
    List<Edit> edits = method.draw(new Sample(SIDE, SIDE, boxes, 0), SampleRandom.of(SEED, 0, 0));
    Picture copy = vehicle.copy();
    painter.paint(copy.bgr(), SIDE, SIDE, edits);
    return copy;
  }

  private List<Panel> mixingAndMoving() {
    return List.of(
        Panel.of(vehicle.image(), "original"),
        Panel.of(other.image(), "partner"),
        mixed("MixUp", new MixUp(1, Pairing.PER_BATCH)),
        mixed("CutMix", CutMix.paper()),
        Panel.of(painted(HorizontalFlip.paper()).image(), "mirrored"),
        Panel.of(painted(new Shift(0.2)).image(), "shifted"),
        Panel.of(
            painted(new CutOut(8, Length.ofPixels(20), new Fill.Mean())).image(),
            "CutOut, 8 squares"));
  }

  /** The first mixing of both pictures in which either counts for a quarter or more. */
  private Panel mixed(String name, BatchAugmentation method) {
    for (int draw = 0; ; draw++) {
      Mixing mixing = method.draw(2, SIDE, SIDE, SampleRandom.of(SEED, draw, 0));
      double lambda = mixing.lambda()[0];
      if (mixing.partner()[0] == 1 && lambda > 0.25 && lambda < 0.75) {
        INDArray batch = Batches.toArray(List.of(vehicle, other));
        mixing.apply(batch, Nd4j.zeros(DataType.FLOAT, 2, 2));
        return Panel.of(
            TrainingPictures.picture(batch, 0).image(),
            String.format(Locale.ROOT, "%s, lambda %.2f", name, lambda));
      }
    }
  }
}
