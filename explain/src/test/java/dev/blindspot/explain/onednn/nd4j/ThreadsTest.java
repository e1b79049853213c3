package dev.blindspot.explain.onednn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J brings a copy of oneDNN and of OpenMP, and oneDNN's own interface brings others: both must
 * use one team of threads, or twice as many threads as processors would wait for each other.
 */
@EnabledOnOs(OS.LINUX)
class ThreadsTest {
  private static final String NAME = "omp-test";

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  /** Threads of OpenMP's teams are named as the thread that started them. */
  @Test
  void bothUseTheSameThreads() throws ExecutionException, InterruptedException {
    try (Work work = new Work()) { // both libraries start what they start once
      work.nd4j();
      work.oneDnn();
    }
    List<Integer> counts = inNamedThread();
    assertThat(counts.get(0)).isEqualTo(1);
    assertThat(counts.get(1)).as("threads after ND4J").isEqualTo(threadsOfOpenMp());
    assertThat(counts.get(2)).as("threads after oneDNN too").isEqualTo(counts.get(1));
    assertThat(counts.get(3)).as("and in turn").isEqualTo(counts.get(1));
  }

  private static int threadsOfOpenMp() {
    String set = System.getenv("OMP_NUM_THREADS");
    return set == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(set);
  }

  private static List<Integer> inNamedThread() throws ExecutionException, InterruptedException {
    FutureTask<List<Integer>> task =
        new FutureTask<>(
            () -> {
              List<Integer> counts = new ArrayList<>(List.of(named()));
              try (Work work = new Work()) {
                work.nd4j();
                counts.add(named());
                work.oneDnn();
                counts.add(named());
                work.nd4j();
                work.oneDnn();
                counts.add(named());
              }
              return counts;
            });
    Thread thread = new Thread(task, NAME);
    thread.start();
    thread.join();
    return task.get();
  }

  private static int named() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        try {
          count += Files.readString(task.resolve("comm")).strip().equals(NAME) ? 1 : 0;
        } catch (NoSuchFileException e) {
          assertThat(task).doesNotExist(); // it has ended meanwhile
        }
      }
    }
    return count;
  }

  @Test
  void oneCopyOfOpenMpIsInUse() throws IOException {
    try (Work work = new Work()) {
      work.nd4j();
      work.oneDnn();
    }
    List<String> copies =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains("r-xp") && line.matches(".*lib[gi]?omp.*"))
            .toList();
    assertThat(copies).hasSize(1);
  }

  /** One convolution by each of both. */
  private static final class Work implements AutoCloseable {
    private static final int[] ARGUMENTS = {3, 3, 1, 1, 0, 0, 1, 1, 1, 1, 1};

    private final OneDnnContext context = new OneDnnContext();
    private final INDArray x = Nd4j.rand(DataType.FLOAT, 2, 56, 56, 64);
    private final INDArray w = Nd4j.rand(DataType.FLOAT, 64, 64, 3, 3);
    private final INDArray b = Nd4j.rand(DataType.FLOAT, 64);
    private final INDArray y = Nd4j.rand(DataType.FLOAT, 2, 56, 56, 64);

    void nd4j() {
      Nd4j.getExecutioner()
          .exec(
              DynamicCustomOp.builder("conv2d")
                  .addInputs(x, w, b)
                  .addOutputs(y)
                  .addIntegerArguments(ARGUMENTS)
                  .build());
    }

    void oneDnn() {
      ConvolutionShape shape = ConvolutionShape.square(2, 64, 64, 56, 3, 1);
      try (Operation operation = Convolution.forward(context, shape, true, Fusion.RELU);
          Tensor source = operation.allocate(Argument.SOURCE);
          Tensor output = operation.allocate(Argument.OUTPUT)) {
        source.set(new float[Math.toIntExact(source.layout().floats())]);
        operation
            .with(Argument.SOURCE, source)
            .with(Argument.WEIGHTS, ArrayTensors.over(w))
            .with(Argument.BIAS, ArrayTensors.over(b))
            .with(Argument.OUTPUT, output)
            .run();
      }
    }

    @Override
    public void close() {
      context.close();
      x.close();
      w.close();
      b.close();
      y.close();
    }
  }
}
