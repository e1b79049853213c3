package dev.blindspot.datasets.drawing;

import dev.blindspot.augment.random.SampleRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/** The draws of one purpose in one image; they depend on nothing but seed, image and purpose. */
public final class Dice {
  private final RandomGenerator random;

  private Dice(RandomGenerator random) {
    this.random = random;
  }

  public static Dice of(long seed, int index, String purpose) {
    return new Dice(SampleRandom.of(SampleRandom.key(seed, "synthetic " + purpose), 0, index));
  }

  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Uniform between two integers, both included. */
  public int count(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  @SafeVarargs
  public final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** One of the choices, with chances in the proportion of the weights. */
  public <T> T weighted(List<T> choices, double... weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double rest = random.nextDouble() * total;
    for (int i = 0; i < weights.length - 1; i++) {
      rest -= weights[i];
      if (rest < 0) {
        return choices.get(i);
      }
    }
    return choices.get(weights.length - 1);
  }

  public int seed() {
    return random.nextInt();
  }
}
