package dev.blindspot.train.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * What workers do between two averages of their parameters: batches of an epoch that lie one behind
 * the other, dealt out in as many equal parts as there are workers.
 *
 * @param epoch from 0
 * @param first index of the first batch
 * @param batches how many
 * @param workers that have something to do
 */
public record AveragingRound(int epoch, int first, int batches, int workers) {

  /** The rounds of an epoch; in the last one, there may be less to do. */
  static List<AveragingRound> of(int epoch, int batches, int workers, int frequency) {
    int full = Math.multiplyExact(workers, frequency);
    List<AveragingRound> rounds = new ArrayList<>();
    for (int first = 0; first < batches; first += full) {
      int count = Math.min(full, batches - first);
      rounds.add(new AveragingRound(epoch, first, count, Math.min(workers, count)));
    }
    return rounds;
  }

  /** Steps of the worker that has most to do. */
  public int steps() {
    return (batches + workers - 1) / workers;
  }
}
