package dev.blindspot.train.run.result;

import static java.util.Objects.requireNonNull;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ColourJitter;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.RandomResizedCrop;
import dev.blindspot.augment.method.RegionalDropout;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.augment.mixing.Mixing;
import dev.blindspot.augment.mixing.Pairing;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.SyntheticImage;
import dev.blindspot.datasets.SyntheticSpec;
import dev.blindspot.datasets.SyntheticVehicles;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.batch.TrainingImages;
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

  /** The mean colour of ImageNet's images. */
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
  private final SyntheticImage drawn = drawn(23);
  private final DecodedImage vehicle = image(drawn);
  private final DecodedImage other = image(drawn(20));

  private static DecodedImage image(SyntheticImage drawn) {
    return new DecodedImage(drawn.sizePx(), drawn.sizePx(), drawn.bgr());
  }

  private static SyntheticImage drawn(int index) {
    return new SyntheticVehicles(SIDE, 3, Shortcut.NONE, 0.5)
        .draw(new SyntheticSpec(index, SyntheticSpec.balancedLabel(index), true));
  }

  /**
   * Writes the sheet as PNG.
   *
   * @throws UserError if the file cannot be written
   */
  public void write(Path file) {
    List<Sheet.Row> rows = new ArrayList<>();
    rows.add(hiding("CutOut", fill -> new CutOut(2, PixelLength.ofPercent(35), fill)));
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

  private static RegionalDropout erasing(Range area, Fill fill) {
    return new RandomErasing(
        1, area, new Range(0.5, 2), AspectRatioSampling.LOG_UNIFORM, 100, fill);
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
              ? Panel.of(painted(method.apply(fill)).toBufferedImage(), "")
              : Panel.of(vehicle.toBufferedImage(), "not defined for a grid"));
    }
    return new Sheet.Row(caption, panels);
  }

  private DecodedImage painted(ImageAugmentation method) {
    List<Box> boxes =
        drawn.boxes().stream()
            .filter(box -> box.name().equals("vehicle"))
            .map(box -> new Box(box.x(), box.y(), box.width(), box.height()))
            .toList();
    List<Edit> edits = method.draw(new Sample(SIDE, SIDE, boxes, 0), SampleRandom.of(SEED, 0, 0));
    DecodedImage copy = vehicle.copy();
    painter.paint(copy.bgr(), SIDE, SIDE, edits);
    return copy;
  }

  private List<Panel> mixingAndMoving() {
    return List.of(
        Panel.of(vehicle.toBufferedImage(), "original"),
        Panel.of(other.toBufferedImage(), "partner"),
        mixed("MixUp", new MixUp(1, Pairing.PER_BATCH)),
        mixed("CutMix", CutMix.paper()),
        Panel.of(painted(HorizontalFlip.defaults()).toBufferedImage(), "mirrored"),
        Panel.of(
            painted(RandomResizedCrop.paper().withArea(0.3, 0.5)).toBufferedImage(),
            "random resized crop"),
        Panel.of(painted(new ColourJitter(0.4, 0.4, 0.4, 0.1)).toBufferedImage(), "colour jitter"));
  }

  /** The first mixing of both images in which either counts for a quarter or more. */
  private Panel mixed(String name, BatchAugmentation method) {
    for (int draw = 0; ; draw++) {
      Mixing mixing = method.draw(2, SIDE, SIDE, SampleRandom.of(SEED, draw, 0));
      double lambda = mixing.lambda()[0];
      if (mixing.partner()[0] == 1 && lambda > 0.25 && lambda < 0.75) {
        INDArray batch = Batches.toArray(List.of(vehicle, other));
        mixing.apply(batch, Nd4j.zeros(DataType.FLOAT, 2, 2));
        return Panel.of(
            TrainingImages.image(batch, 0).toBufferedImage(),
            String.format(Locale.ROOT, "%s, lambda %.2f", name, lambda));
      }
    }
  }
}
