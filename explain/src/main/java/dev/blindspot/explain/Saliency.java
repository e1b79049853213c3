package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.network.ScoreGradient;
import dev.blindspot.explain.network.ScoreGradient.Score;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient saliency (Simonyan et al. 2013, arXiv:1312.6034, section 3.1): {@code |d score / d
 * pixel|}, the maximum over the channels. Never negative; unit: score per unit of the normalised
 * image.
 *
 * <p>Frozen layers do no harm. The network's weights are copied when this is made; {@link #close}
 * frees the copy.
 */
public final class Saliency implements AutoCloseable {
  private static final String METHOD = "saliency";
  private static final int BATCH = 8;

  private final ScoreGradient gradient;
  private final Score score;

  /**
   * @param graph a network in NCHW that ends in a dense softmax layer
   * @param score what is differentiated; the paper takes the logit
   * @throws IllegalArgumentException if it ends otherwise
   */
  public Saliency(ComputationGraph graph, Score score) {
    this.gradient = new ScoreGradient(graph);
    this.score = score;
  }

  /**
   * How the gradient is smoothed (SmoothGrad, Smilkov et al. 2017, arXiv:1706.03825): the mean
   * gradient of noisy copies, whose magnitude is taken at the end.
   *
   * @param samples noisy copies, 50 in the paper
   * @param noise standard deviation as a fraction of the image's range, 0.1 to 0.2 in the paper
   * @param seed of the noise
   */
  public record Smoothing(int samples, double noise, long seed) {
    public Smoothing {
      Checks.require(samples >= 1, "samples must be >= 1, was %d", samples);
      Checks.require(
          noise >= 0 && Double.isFinite(noise), "noise must be a number >= 0, was %s", noise);
    }
  }

  /**
   * The plain gradient.
   *
   * @param normalisedImage {@code [1,C,H,W]} as the network expects it
   * @param targetClass index of the class
   * @return a map of the image's size
   */
  public Attribution explain(INDArray normalisedImage, int targetClass) {
    requireOne(normalisedImage);
    return map(gradient(normalisedImage, targetClass), targetClass);
  }

  /** The smoothed gradient; the work is that of {@code smoothing.samples()} plain ones. */
  public Attribution explain(INDArray normalisedImage, int targetClass, Smoothing smoothing) {
    requireOne(normalisedImage);
    double range =
        normalisedImage.maxNumber().doubleValue() - normalisedImage.minNumber().doubleValue();
    Random random = new Random(smoothing.seed());
    INDArray sum = normalisedImage.castTo(DataType.FLOAT).like();
    for (int done = 0; done < smoothing.samples(); done += BATCH) {
      int count = Math.min(BATCH, smoothing.samples() - done);
      INDArray noisy = noisy(normalisedImage, count, smoothing.noise() * range, random);
      sum.addi(gradient(noisy, targetClass).sum(true, 0));
    }
    return map(sum.divi(smoothing.samples()), targetClass);
  }

  private INDArray gradient(INDArray images, int targetClass) {
    return gradient.at(gradient.input(), images, score, targetClass).gradient();
  }

  private static INDArray noisy(INDArray image, int count, double deviation, Random random) {
    float[] clean = image.castTo(DataType.FLOAT).dup('c').data().asFloat();
    float[] values = new float[count * clean.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (clean[i % clean.length] + deviation * random.nextGaussian());
    }
    return Nd4j.createFromArray(values).reshape(count, image.size(1), image.size(2), image.size(3));
  }

  private static Attribution map(INDArray gradient, int targetClass) {
    INDArray strongest = gradient.slice(0).amax(0);
    float[] values = strongest.dup('c').data().asFloat();
    return new Attribution(
        METHOD, targetClass, (int) gradient.size(2), (int) gradient.size(3), values);
  }

  private static void requireOne(INDArray image) {
    Checks.require(
        image.rank() == 4 && image.size(0) == 1,
        "normalisedImage must be [1,C,H,W], was %s",
        Arrays.toString(image.shape()));
  }

  @Override
  public void close() {
    gradient.close();
  }
}
