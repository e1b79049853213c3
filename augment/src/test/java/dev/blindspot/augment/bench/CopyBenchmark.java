package dev.blindspot.augment.bench;

import static dev.blindspot.augment.bench.Subjects.IMAGES;

import java.util.List;
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

/** A bare copy of each of 32 images in turn into memory that is used again: the floor of copies. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class CopyBenchmark {
  static final String NAME = "bare-copy";

  /** As of {@link PaintingBenchmark}. */
  @Param({"uint8", "float32"})
  public String type = "";

  private Images images = new Images.OfBytes();
  private int next;

  /** Makes the images. */
  @Setup
  public void prepare() {
    images = type.equals("uint8") ? new Images.OfBytes() : new Images.OfFloats();
  }

  /** Copies an image and paints nothing. */
  @Benchmark
  public Object drawAndPaintCopy() {
    next = (next + 1) & (IMAGES - 1);
    images.paintCopy(next, List.of());
    return images;
  }
}
