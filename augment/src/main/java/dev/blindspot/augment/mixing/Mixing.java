package dev.blindspot.augment.mixing;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.HostMemory;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.random.Permutation;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A drawn mixing of a batch of N images. Image i keeps {@code lambda[i]} of itself and takes the
 * rest from image {@code partner[i]}: by weighted sum when there are no boxes (MixUp), by replacing
 * the pixels of {@code boxes[i]} otherwise (CutMix). Labels are always summed with the weights.
 *
 * @param partner a permutation of {@code 0..N-1}
 * @param lambda N weights in 0..1
 * @param boxes N boxes, or none
 */
@SuppressWarnings("ArrayRecordComponent") // cloned on the way in and out, compared by content
public record Mixing(int[] partner, double[] lambda, List<Box> boxes) {
  public Mixing {
    partner = Checks.requirePresent(partner, "partner").clone();
    lambda = Checks.requirePresent(lambda, "lambda").clone();
    boxes = Checks.copyOf(boxes, "boxes");
    Checks.require(
        Permutation.isPermutation(partner),
        "partner must be a permutation of 0..N-1, was %s",
        Arrays.toString(partner));
    Checks.require(
        lambda.length == partner.length,
        "lambda must have one weight per image (%d), has %d",
        partner.length,
        lambda.length);
    for (double weight : lambda) {
      Checks.requireFraction(weight, "lambda");
    }
    Checks.require(
        boxes.isEmpty() || boxes.size() == partner.length,
        "boxes must be empty or have one box per image (%d), has %d",
        partner.length,
        boxes.size());
  }

  @Override
  public int[] partner() {
    return partner.clone();
  }

  @Override
  public double[] lambda() {
    return lambda.clone();
  }

  /**
   * Mixes a batch in place. An image that is its own partner is left as it is; weights 0 and 1 copy
   * exactly.
   *
   * @param features {@code [N,C,H,W]}, float32
   * @param labels {@code [N,K]}, float32
   * @throws IllegalArgumentException if an array has another shape or type; nothing is changed then
   */
  public void apply(INDArray features, INDArray labels) {
    apply(features, labels, Layout.NCHW);
  }

  /** The same for features in either layout. */
  public void apply(INDArray features, INDArray labels, Layout layout) {
    requireBatch(labels, "labels");
    applyToFeatures(features, layout);
    applyToLabels(labels);
  }

  /**
   * Mixes the images alone, in place.
   *
   * @param features {@code [N,C,H,W]} or {@code [N,H,W,C]}, float32; any other shape {@code
   *     [N,...]} if there are no boxes
   */
  public void applyToFeatures(INDArray features, Layout layout) {
    requireBatch(features, "features");
    if (boxes.isEmpty()) {
      sum(features, "features");
    } else {
      paste(features, layout);
    }
  }

  /**
   * Mixes the labels alone, in place.
   *
   * @param labels {@code [N,K]}, float32
   */
  public void applyToLabels(INDArray labels) {
    requireBatch(labels, "labels");
    sum(labels, "labels");
  }

  /**
   * Mixes a mask of the labels, in place: a mixed label counts as much as the less counting of the
   * labels that are part of it.
   *
   * @param mask {@code [N,1]} or {@code [N,K]}, float32
   */
  public void applyToLabelMask(INDArray mask) {
    requireBatch(mask, "mask");
    INDArray original = mask.dup();
    for (int i = 0; i < partner.length; i++) {
      INDArray other = original.getRow(partner[i]);
      if (lambda[i] == 0) {
        mask.getRow(i).assign(other);
      } else if (lambda[i] < 1) {
        mask.getRow(i).assign(Transforms.min(original.getRow(i), other));
      }
    }
  }

  private void sum(INDArray batch, String name) {
    int rowLength = (int) (batch.length() / partner.length);
    HostMemory.editFloats(
        batch, name, values -> BatchMixer.of(partner, lambda).sum(values, rowLength));
  }

  private void paste(INDArray features, Layout layout) {
    if (features.rank() != 4) {
      throw Checks.refused(
          "features must have the shape [N,C,H,W] or [N,H,W,C], was %s",
          Arrays.toString(features.shape()));
    }
    boolean planes = layout == Layout.NCHW;
    int height = (int) features.size(planes ? 2 : 1);
    int width = (int) features.size(planes ? 3 : 2);
    int channels = (int) features.size(planes ? 1 : 3);
    for (int i = 0; i < boxes.size(); i++) { // an iterator would be allocated
      boxes.get(i).requireWithin(height, width);
    }
    int lines = planes ? channels * height : height;
    int pixel = planes ? 1 : channels;
    HostMemory.editFloats(
        features,
        "features",
        values -> BatchMixer.of(partner, lambda).paste(values, boxes, lines, height, width, pixel));
  }

  private void requireBatch(INDArray batch, String name) {
    if (batch.rank() < 2 || batch.size(0) != partner.length) {
      throw Checks.refused(
          "%s must have the shape [%d,...], was %s",
          name, partner.length, Arrays.toString(batch.shape()));
    }
    HostMemory.requireFloat(batch, name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mixing that
        && Arrays.equals(partner, that.partner)
        && Arrays.equals(lambda, that.lambda)
        && boxes.equals(that.boxes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(partner) + Arrays.hashCode(lambda)) + boxes.hashCode();
  }

  @Override
  public String toString() {
    return String.format(
        "partner %s, lambda %s, boxes %s",
        Arrays.toString(partner), Arrays.toString(lambda), boxes);
  }
}
