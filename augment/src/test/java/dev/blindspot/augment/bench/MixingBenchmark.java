package dev.blindspot.augment.bench;

import static dev.blindspot.augment.bench.Subjects.IMAGES;
import static dev.blindspot.augment.bench.Subjects.SIDE;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.augment.mixing.Mixing;
import dev.blindspot.augment.mixing.Pairing;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Batches of 32 float32 images and one-hot labels in place; times per image, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class MixingBenchmark {
  /** Method and pairing. */
  @Param({"mixup/per-batch", "mixup/per-pair", "cutmix/per-batch", "cutmix/per-pair"})
  public String subject = "";

  private final SplittableRandom random = new SplittableRandom(1);
  private final INDArray features = Nd4j.zeros(DataType.FLOAT, IMAGES, 3, SIDE, SIDE);
  private final INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, 2);
  private final INDArray others = Nd4j.zerosLike(features); // a buffer does not keep its memory
  private final FloatBuffer source = others.data().pointer().asByteBuffer().asFloatBuffer();
  private final FloatBuffer target = features.data().pointer().asByteBuffer().asFloatBuffer();
  private final Mixing[] drawn = new Mixing[Subjects.DRAWN];
  private BatchAugmentation augmentation = MixUp.paper();
  private int next;

  /** Draws some mixings. */
  @Setup
  public void prepare() {
    Pairing pairing = subject.endsWith("per-pair") ? Pairing.PER_PAIR : Pairing.PER_BATCH;
    augmentation =
        subject.startsWith("mixup") ? new MixUp(0.4, pairing) : new CutMix(1, pairing, true);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = augmentation.draw(IMAGES, SIDE, SIDE, random);
    }
    for (int i = 0; i < IMAGES; i++) {
      features.slice(i).assign(i);
      labels.putScalar(i, i % 2, 1);
    }
  }

  /** What an iterator does for a batch. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public INDArray drawAndPaintInPlace() {
    augmentation.draw(IMAGES, SIDE, SIDE, random).apply(features, labels);
    return features;
  }

  /** The same in another batch, whose memory is used again; the original stays as it is. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public INDArray drawAndPaintCopy() {
    target.put(0, source, 0, target.capacity());
    return drawAndPaintInPlace();
  }

  /** The mixing alone. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public INDArray paintInPlace() {
    next = (next + 1) & (Subjects.DRAWN - 1);
    drawn[next].apply(features, labels);
    return features;
  }

  /** The touched floats from another batch; all of them for MixUp. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public FloatBuffer copyTouched() {
    next = (next + 1) & (Subjects.DRAWN - 1);
    Mixing mixing = drawn[next];
    for (int i = 0; i < IMAGES; i++) {
      int start = i * 3 * SIDE * SIDE;
      if (mixing.boxes().isEmpty()) {
        target.put(start, source, start, 3 * SIDE * SIDE);
      } else {
        copy(start, mixing.boxes().get(i));
      }
    }
    return target;
  }

  private void copy(int start, Box box) {
    for (int channel = 0; channel < 3; channel++) {
      for (int y = box.y(); y < box.y() + box.height(); y++) {
        int place = start + (channel * SIDE + y) * SIDE + box.x();
        target.put(place, source, place, box.width());
      }
    }
  }
}
