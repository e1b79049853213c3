package dev.blindspot.train.spark;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.train.fit.batch.BatchSource;
import dev.blindspot.train.fit.batch.TrainingBatches;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.nd4j.common.loader.Source;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Makes batches on an executor, where DL4J expects paths of files: their "paths" are {@code
 * EPOCH-INDEX}. What was opened for one task serves those that follow, until another training's
 * batches are asked for.
 */
final class BatchLoader implements DataSetLoader {
  private static final long serialVersionUID = 1L;
  private static final Deque<TrainingBatches> IDLE = new ArrayDeque<>();
  private static String training = "";

  private final BatchSource source;

  BatchLoader(BatchSource source) {
    this.source = source;
  }

  /** Names batches of an epoch. */
  static List<String> names(int epoch, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> epoch + "-" + i).toList();
  }

  /** Before a worker builds its network. */
  private Object readResolve() {
    OneDnn.enable();
    return this;
  }

  @Override
  public DataSet load(Source name) throws IOException {
    String[] numbers = name.getPath().split("-", 2);
    TrainingBatches batches = take();
    try {
      return batches.make(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    } finally {
      giveBack(batches);
    }
  }

  private TrainingBatches take() throws IOException {
    synchronized (IDLE) {
      if (!training.equals(source.key())) {
        IDLE.forEach(TrainingBatches::close);
        IDLE.clear();
        training = source.key();
      }
      TrainingBatches idle = IDLE.poll();
      if (idle != null) {
        return idle;
      }
    }
    return source.open(files -> ((BroadcastFiles) files).here(SparkNode.localFolder()));
  }

  private void giveBack(TrainingBatches batches) {
    synchronized (IDLE) {
      if (training.equals(source.key())) {
        IDLE.push(batches);
        return;
      }
    }
    batches.close();
  }
}
