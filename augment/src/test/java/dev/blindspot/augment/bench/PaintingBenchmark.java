package dev.blindspot.augment.bench;

import static dev.blindspot.augment.bench.Subjects.IMAGES;
import static dev.blindspot.augment.bench.Subjects.SIDE;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.method.ImageAugmentation;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 224 x 224 x 3; 32 images in turn, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PaintingBenchmark {
  /** Method and fill. */
  @Param({
    "cutout56/zero",
    "cutout56/mean",
    "cutout56/pixel-uniform",
    "cutout24x32/zero",
    "erasing/zero",
    "erasing/mean",
    "erasing/pixel-uniform",
    "erasing/pixel-normal",
    "erasing/patch-uniform",
    "erasing/image-patch",
    "hide-and-seek16/zero",
    "hide-and-seek32/zero",
    "hide-and-seek56/zero",
    "hide-and-seek32/mean",
    "grid-mask56-upright/zero",
    "grid-mask56/zero",
    "grid-mask56/mean"
  })
  public String subject = "";

  /** Bytes of interleaved channels on the heap, or planes of floats in native memory. */
  @Param({"uint8", "float32"})
  public String type = "";

  private final SplittableRandom random = new SplittableRandom(1);
  private ImageAugmentation augmentation = Subjects.augmentation("cutout56/zero");
  private Images images = new Images.OfBytes();
  private List<List<Edit>> drawn = List.of();
  private int[][] touched = {};
  private int next;

  /** Draws the edits for the parts that are measured alone. */
  @Setup
  public void prepare() {
    images = type.equals("uint8") ? new Images.OfBytes() : new Images.OfFloats();
    augmentation = Subjects.augmentation(subject);
    drawn = Subjects.drawn(augmentation, new SplittableRandom(2));
    touched = drawn.stream().map(Subjects::touched).toArray(int[][]::new);
  }

  private int image() {
    next = (next + 1) & (Subjects.DRAWN - 1);
    return next & (IMAGES - 1);
  }

  /** What a data loader does for an image. */
  @Benchmark
  public Object drawAndPaintInPlace() {
    images.paint(image(), augmentation.draw(SIDE, SIDE, random));
    return images;
  }

  /** The same, leaving the original: in memory that is used again, as a batch's is. */
  @Benchmark
  public Object drawAndPaintCopy() {
    images.paintCopy(image(), augmentation.draw(SIDE, SIDE, random));
    return images;
  }

  /** The same in newly allocated memory. */
  @Benchmark
  public Object drawAndPaintNew() {
    return images.painted(image(), augmentation.draw(SIDE, SIDE, random));
  }

  /** The painting alone; allocates nothing. */
  @Benchmark
  public Object paintInPlace() {
    images.paint(image(), drawn.get(next));
    return images;
  }

  /** The same pixels, row by row from another image: the measure of all things. */
  @Benchmark
  public Object copyTouched() {
    images.copy(image(), (next + 7) & (IMAGES - 1), touched[next]);
    return images;
  }
}
