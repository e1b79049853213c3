package dev.blindspot.explain;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.network.ScoreGradient;
import dev.blindspot.explain.network.ScoreGradient.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient saliency (Simonyan et al. 2013, arXiv:1312.6034, section 3.1): {@code |d score / d
 * pixel|}, the maximum over the channels. Never negative; unit: score per unit of the normalised
 * image.
 *
 * <pre>{@code
 * Attribution map = Saliency.of(classifier).attribute(image, 1);
 * Attribution smooth = Saliency.of(classifier).smoothed(new Saliency.Smoothing(50, 0.15, 1)).attribute(image, 1);
 * }</pre>
 *
 * <p>Frozen layers do no harm.
 *
 * @param classifier made from a network that ends in a dense softmax layer
 * @param score what is differentiated; the paper takes the logit
 * @param smoothing how the gradient is smoothed; null if it is not
 */
public record Saliency(ImageClassifier classifier, Score score, @Nullable Smoothing smoothing)
    implements AttributionMethod {
  private static final String METHOD = "saliency";
  private static final int BATCH = 8;

  /**
   * @throws IllegalArgumentException if the network does not end in a dense softmax layer
   */
  public Saliency {
    Objects.requireNonNull(classifier, "classifier must not be null");
    Objects.requireNonNull(score, "score must not be null");
    classifier.gradient(METHOD); // refuse now, not at the first image
  }

  /** The plain gradient of the logit. */
  public static Saliency of(ImageClassifier classifier) {
    return new Saliency(classifier, Score.LOGIT, null);
  }

  /** The gradient of another score. */
  public Saliency score(Score differentiated) {
    return new Saliency(classifier, differentiated, smoothing);
  }

  /** The smoothed gradient; the work is that of {@code samples} plain ones. */
  public Saliency smoothed(Smoothing wanted) {
    return new Saliency(classifier, score, wanted);
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

  /** A map of the image's size. */
  @Override
  public Attribution attribute(INDArray image, int target) {
    Smoothing smooth = smoothing;
    try (INDArray scaled = classifier.scaling().apply(classifier.single(image))) {
      return map(
          smooth == null ? gradient(scaled, target) : mean(scaled, target, smooth), 0, target);
    }
  }

  /** All images in one pass forward and one back, unless the gradient is smoothed. */
  @Override
  public List<Attribution> attributeAll(INDArray images, int... targets) {
    if (smoothing != null) {
      return AttributionMethod.super.attributeAll(images, targets);
    }
    try (INDArray scaled = classifier.scaling().apply(classifier.requireBatch(images))) {
      INDArray gradient = gradient(scaled, targets);
      List<Attribution> maps = new ArrayList<>();
      for (int n = 0; n < targets.length; n++) {
        maps.add(map(gradient, n, targets[n]));
      }
      return maps;
    }
  }

  private INDArray mean(INDArray scaled, int target, Smoothing smooth) {
    double range = scaled.maxNumber().doubleValue() - scaled.minNumber().doubleValue();
    Random random = new Random(smooth.seed());
    INDArray sum = scaled.like();
    for (int done = 0; done < smooth.samples(); done += BATCH) {
      int count = Math.min(BATCH, smooth.samples() - done);
      int[] targets = new int[count];
      Arrays.fill(targets, target);
      INDArray noisy = noisy(scaled, count, smooth.noise() * range, random);
      sum.addi(gradient(noisy, targets).sum(true, 0));
    }
    return sum.divi(smooth.samples());
  }

  private INDArray gradient(INDArray scaled, int... targets) {
    ScoreGradient gradient = classifier.gradient(METHOD);
    return gradient.at(gradient.input(), scaled, score, targets).gradient();
  }

  private static INDArray noisy(INDArray image, int count, double deviation, Random random) {
    float[] clean = image.castTo(DataType.FLOAT).dup('c').data().asFloat();
    float[] values = new float[count * clean.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (clean[i % clean.length] + deviation * random.nextGaussian());
    }
    return Nd4j.createFromArray(values).reshape(count, image.size(1), image.size(2), image.size(3));
  }

  private static Attribution map(INDArray gradient, int index, int target) {
    float[] values = gradient.slice(index).amax(0).dup('c').data().asFloat();
    return new Attribution(METHOD, target, (int) gradient.size(2), (int) gradient.size(3), values);
  }
}
