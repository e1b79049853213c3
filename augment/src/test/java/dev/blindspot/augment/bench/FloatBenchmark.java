package dev.blindspot.augment.bench;

import static dev.blindspot.augment.bench.Subjects.PICTURES;
import static dev.blindspot.augment.bench.Subjects.SIDE;

import dev.blindspot.augment.Edit;
import dev.blindspot.augment.FloatPainter;
import dev.blindspot.augment.ImageAugmentation;
import dev.blindspot.augment.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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

/** float32, 3 x 224 x 224, planes in native memory; 32 pictures in turn, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class FloatBenchmark {
  private static final int PIXELS = SIDE * SIDE;

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
    "grid-mask56/zero"
  })
  public String subject = "";

  private final FloatPainter painter = new FloatPainter(Subjects.MEAN, Layout.NCHW);
  private final SplittableRandom random = new SplittableRandom(1);
  private final FloatBuffer pictures =
      ByteBuffer.allocateDirect(PICTURES * 3 * PIXELS * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
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
    for (int i = 0; i < pictures.capacity(); i++) {
      pictures.put(i, i & 255);
    }
  }

  private int picture() {
    next = (next + 1) & (Subjects.DRAWN - 1);
    return (next & (PICTURES - 1)) * 3 * PIXELS;
  }

  /** What a data loader does for a picture. */
  @Benchmark
  public FloatBuffer drawAndPaintInPlace() {
    int start = picture();
    painter.paint(pictures, start, SIDE, SIDE, augmentation.draw(SIDE, SIDE, random));
    return pictures;
  }

  /** Allocates nothing. */
  @Benchmark
  public FloatBuffer paintInPlace() {
    int start = picture();
    painter.paint(pictures, start, SIDE, SIDE, drawn.get(next));
    return pictures;
  }

  /** The same pixels, row by row from another picture: the measure of all things. */
  @Benchmark
  public FloatBuffer copyTouched() {
    int start = picture();
    int other = ((next + 7) & (PICTURES - 1)) * 3 * PIXELS;
    int[] runs = touched[next];
    for (int channel = 0; channel < 3; channel++) {
      int plane = channel * PIXELS;
      for (int i = 0; i < runs.length; i += 2) {
        int place = plane + runs[i];
        pictures.put(start + place, pictures, other + place, runs[i + 1]);
      }
    }
    return pictures;
  }
}
