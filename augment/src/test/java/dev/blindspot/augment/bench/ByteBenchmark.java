package dev.blindspot.augment.bench;

import static dev.blindspot.augment.bench.Subjects.PICTURES;
import static dev.blindspot.augment.bench.Subjects.SIDE;

import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Edit;
import dev.blindspot.augment.ImageAugmentation;
import java.util.List;
import java.util.Random;
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

/** uint8, 224 x 224 x 3, interleaved; 32 pictures in turn, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ByteBenchmark {
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
    "grid-mask56/zero",
    "grid-mask56/mean"
  })
  public String subject = "";

  private final BytePainter painter = new BytePainter(Subjects.MEAN);
  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[][] pictures = new byte[PICTURES][3 * SIDE * SIDE];
  private ImageAugmentation augmentation = Subjects.augmentation("cutout56/zero");
  private List<List<Edit>> drawn = List.of();
  private int[][] touched = {};
  private int next;

  /** Draws the edits for the parts that are measured alone. */
  @Setup
  public void prepare() {
    augmentation = Subjects.augmentation(subject);
    drawn = Subjects.drawn(augmentation, new SplittableRandom(2));
    touched = drawn.stream().map(Subjects::touched).toArray(int[][]::new);
    for (int i = 0; i < PICTURES; i++) {
      new Random(i).nextBytes(pictures[i]);
    }
  }

  private byte[] picture() {
    next = (next + 1) & (Subjects.DRAWN - 1);
    return pictures[next & (PICTURES - 1)];
  }

  /** What a data loader does for a picture. */
  @Benchmark
  public byte[] drawAndPaintInPlace() {
    byte[] picture = picture();
    painter.paint(picture, SIDE, SIDE, augmentation.draw(SIDE, SIDE, random));
    return picture;
  }

  /** The same, leaving the original. */
  @Benchmark
  public byte[] drawAndPaintCopy() {
    return painter.painted(picture(), SIDE, SIDE, augmentation.draw(SIDE, SIDE, random));
  }

  /** The painting alone. */
  @Benchmark
  public byte[] paintInPlace() {
    byte[] picture = picture();
    painter.paint(picture, SIDE, SIDE, drawn.get(next));
    return picture;
  }

  /** The same pixels, row by row from another picture: the measure of all things. */
  @Benchmark
  public byte[] copyTouched() {
    byte[] picture = picture();
    byte[] other = pictures[(next + 7) & (PICTURES - 1)];
    int[] runs = touched[next];
    for (int i = 0; i < runs.length; i += 2) {
      System.arraycopy(other, 3 * runs[i], picture, 3 * runs[i], 3 * runs[i + 1]);
    }
    return picture;
  }
}
