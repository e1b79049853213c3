package dev.blindspot.augment;

import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ColourJitter;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.PlaceErasing;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.RandomResizedCrop;
import dev.blindspot.augment.method.RegionalDropout;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.method.Shift;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Augmentations of single images in the order in which they are named. Immutable: every method
 * returns another one. Without a probability a step is used for every image, except {@link
 * #horizontalFlip} and {@link #randomErasing}, whose usual probability is 0.5.
 *
 * <pre>{@code
 * AugmentationTransform transform =
 *     Augmentations.compose()
 *         .horizontalFlip()
 *         .cutOut(c -> c.withSize("25%").withFill(Fill.zero()))
 *         .insideBoxes(0.3, RandomErasing.paper())
 *         .seed(1)
 *         .toImageTransform();
 * }</pre>
 */
public final class ImageAugmentations {
  static final ImageAugmentations NONE = new ImageAugmentations(List.of(), null, 0);

  private final List<ImageAugmentation> steps;
  private final @Nullable Rgb datasetMean;
  private final long seed;

  private ImageAugmentations(List<ImageAugmentation> steps, @Nullable Rgb datasetMean, long seed) {
    this.steps = steps;
    this.datasetMean = datasetMean;
    this.seed = seed;
  }

  /** Mirrors left and right with the probability 0.5. */
  public ImageAugmentations horizontalFlip() {
    return horizontalFlip(0.5);
  }

  /** Mirrors left and right with a probability. */
  public ImageAugmentations horizontalFlip(double probability) {
    return add(probability, HorizontalFlip.defaults());
  }

  /** Moves by up to 6 % of the side. */
  public ImageAugmentations shift() {
    return add(Shift.defaults());
  }

  /** Moves by up to a fraction of the side. */
  public ImageAugmentations shift(double maxFraction) {
    return add(new Shift(maxFraction));
  }

  /** A random part, enlarged to the whole image, with the paper's settings: areas from 8 % on. */
  public ImageAugmentations randomResizedCrop() {
    return add(RandomResizedCrop.paper());
  }

  /** The same with settings that are changed from the paper's. */
  public ImageAugmentations randomResizedCrop(UnaryOperator<RandomResizedCrop> settings) {
    return add(settings.apply(RandomResizedCrop.paper()));
  }

  /** Changes brightness, contrast and saturation by up to 20 % each. */
  public ImageAugmentations colourJitter() {
    return add(ColourJitter.defaults());
  }

  /** The same with settings that are changed from the defaults. */
  public ImageAugmentations colourJitter(UnaryOperator<ColourJitter> settings) {
    return add(settings.apply(ColourJitter.defaults()));
  }

  /** CutOut with the paper's settings; the fill is the dataset's mean. */
  public ImageAugmentations cutOut() {
    return add(CutOut.paper());
  }

  /** CutOut with settings that are changed from the paper's. */
  public ImageAugmentations cutOut(UnaryOperator<CutOut> settings) {
    return add(settings.apply(CutOut.paper()));
  }

  /** The same with a probability. */
  public ImageAugmentations cutOut(double probability, UnaryOperator<CutOut> settings) {
    return add(probability, settings.apply(CutOut.paper()));
  }

  /** Random Erasing with the paper's settings: probability 0.5, uniform noise. */
  public ImageAugmentations randomErasing() {
    return randomErasing(UnaryOperator.identity());
  }

  /** Random Erasing with settings that are changed from the paper's, and its probability 0.5. */
  public ImageAugmentations randomErasing(UnaryOperator<RandomErasing> settings) {
    return randomErasing(0.5, settings);
  }

  /** Random Erasing with a probability and settings that are changed from the paper's. */
  public ImageAugmentations randomErasing(
      double probability, UnaryOperator<RandomErasing> settings) {
    return add(probability, settings.apply(RandomErasing.paper()));
  }

  /** Hide-and-Seek with the paper's settings; the fill is the dataset's mean. */
  public ImageAugmentations hideAndSeek() {
    return add(HideAndSeek.paper());
  }

  /** Hide-and-Seek with settings that are changed from the paper's. */
  public ImageAugmentations hideAndSeek(UnaryOperator<HideAndSeek> settings) {
    return add(settings.apply(HideAndSeek.paper()));
  }

  /** The same with a probability. */
  public ImageAugmentations hideAndSeek(double probability, UnaryOperator<HideAndSeek> settings) {
    return add(probability, settings.apply(HideAndSeek.paper()));
  }

  /** GridMask with the paper's settings for 224 px; the fill is the dataset's mean. */
  public ImageAugmentations gridMask() {
    return add(GridMask.paper());
  }

  /** GridMask with settings that are changed from the paper's. */
  public ImageAugmentations gridMask(UnaryOperator<GridMask> settings) {
    return add(settings.apply(GridMask.paper()));
  }

  /** The same with a probability. */
  public ImageAugmentations gridMask(double probability, UnaryOperator<GridMask> settings) {
    return add(probability, settings.apply(GridMask.paper()));
  }

  /** Hides the same places in every image with the dataset's mean. */
  public ImageAugmentations placeErasing(RelativeBox... places) {
    return add(PlaceErasing.defaults().withPlaces(places));
  }

  /** The same with a margin, a fill and places that are set on the defaults. */
  public ImageAugmentations placeErasing(UnaryOperator<PlaceErasing> settings) {
    return add(settings.apply(PlaceErasing.defaults()));
  }

  /** The same with a probability. */
  public ImageAugmentations placeErasing(double probability, UnaryOperator<PlaceErasing> settings) {
    return add(probability, settings.apply(PlaceErasing.defaults()));
  }

  /** Hides inside of known objects, each as if it were the image. */
  public ImageAugmentations insideBoxes(RegionalDropout occlusion) {
    return add(new InsideBoxes(occlusion));
  }

  /** The same with a probability. */
  public ImageAugmentations insideBoxes(double probability, RegionalDropout occlusion) {
    return add(probability, new InsideBoxes(occlusion));
  }

  /** Hides outside of known objects. */
  public ImageAugmentations outsideBoxes(RegionalDropout occlusion) {
    return add(new OutsideBoxes(occlusion));
  }

  /** The same with a probability. */
  public ImageAugmentations outsideBoxes(double probability, RegionalDropout occlusion) {
    return add(probability, new OutsideBoxes(occlusion));
  }

  /** Any augmentation, also one of the user's own. */
  public ImageAugmentations add(ImageAugmentation augmentation) {
    Checks.requirePresent(augmentation, "augmentation");
    List<ImageAugmentation> more = Stream.concat(steps.stream(), Stream.of(augmentation)).toList();
    return new ImageAugmentations(more, datasetMean, seed);
  }

  /** Any augmentation with a probability. */
  public ImageAugmentations add(double probability, ImageAugmentation augmentation) {
    return add(new RandomApply(probability, augmentation));
  }

  /** Any augmentation with a probability that depends on the epoch. */
  public ImageAugmentations add(Schedule probability, ImageAugmentation augmentation) {
    return add(new RandomApply(probability, augmentation));
  }

  /** The mean colour of the training images, for the fills that need it. */
  public ImageAugmentations datasetMean(Rgb datasetMean) {
    return new ImageAugmentations(steps, Checks.requirePresent(datasetMean, "datasetMean"), seed);
  }

  /** The seed of all edits; 0 if it is never called. */
  public ImageAugmentations seed(long seed) {
    return new ImageAugmentations(steps, datasetMean, seed);
  }

  /** The augmentation alone, for a painter. */
  public ImageAugmentation toAugmentation() {
    return new Compose(steps);
  }

  /**
   * A new transform for DataVec's image record readers and pipelines.
   *
   * @throws IllegalArgumentException if a fill needs the dataset's mean and there is none
   */
  public AugmentationTransform toImageTransform() {
    return datasetMean == null
        ? new AugmentationTransform(toAugmentation(), seed)
        : new AugmentationTransform(toAugmentation(), datasetMean, seed);
  }
}
