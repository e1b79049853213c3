package dev.blindspot.augment;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.json.RecordJackson;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.paint.MatPainter;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.ImageTransform;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;
import org.nd4j.shade.jackson.databind.annotation.JsonSerialize;

/**
 * An augmentation as a DataVec {@link ImageTransform}: alone, in a pipeline, or given to an image
 * record reader.
 *
 * <p><b>Sizes.</b> DataVec's loaders transform an image before they scale it. Sizes in pixels mean
 * pixels of the network's input when a {@code ResizeImageTransform} comes first in a pipeline;
 * otherwise they are pixels of the file.
 *
 * <p><b>Randomness.</b> A transform is told neither index nor epoch, and the {@link Random} that
 * DataVec may pass is ignored: it is either shared by all threads or the same for all images. The
 * edits depend on the seed, the epoch and the image's pixels (their CRC-32) alone, so they are the
 * same for any number of threads, batch size or order. The epoch is the number of times that this
 * instance has seen the same pixels before, or the one last given to {@link #startEpoch}. Counting
 * takes about 80 bytes per image and stops at 2^20 different images; and DL4J's record reader
 * iterator reads the first image once more than it delivers it, which puts that image one epoch
 * ahead. Call {@code startEpoch} where that matters, for larger data, behind a transform that is
 * random itself, to resume a training, and when several instances share an epoch's images.
 *
 * <p><b>Objects.</b> DataVec tells a transform nothing of what is where: without boxes, {@code
 * InsideBoxes} hides nothing and {@code OutsideBoxes} hides anywhere. Programs that know the boxes
 * call {@link #transformWithObjects}.
 *
 * <p>Thread-safe. {@link #query} and {@link #getCurrentImage} answer for the image that the calling
 * thread transformed last. Images keep their channels, 8-bit or float: grey ones stay grey, and a
 * colour becomes its luminance on them (see {@link Fill}).
 *
 * <pre>{@code
 * ImageTransform transform =
 *     Augmentations.compose().horizontalFlip().cutOut(c -> c.withFill(Fill.zero())).toImageTransform();
 * }</pre>
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.NONE,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class AugmentationTransform implements ImageTransform {
  private static final int MAX_COUNTED_IMAGES = 1 << 20;
  private static final long COUNTED = -1;

  @JsonProperty("augmentation")
  @JsonSerialize(using = RecordJackson.AugmentationWriter.class)
  private final ImageAugmentation augmentation;

  @JsonProperty("datasetMean")
  @JsonSerialize(using = RecordJackson.RgbWriter.class)
  private final @Nullable Rgb datasetMean;

  @JsonProperty("seed")
  private final long seed;

  @JsonProperty("epoch")
  private volatile long epoch;

  private final MatPainter painter;
  private final VisitCounter visits = new VisitCounter(MAX_COUNTED_IMAGES);

  @SuppressWarnings("ThreadLocalUsage") // results are a matter of both the instance and the thread
  private final ThreadLocal<Result> last = new ThreadLocal<>();

  private record Result(ImageWritable image, List<Edit> edits, int height, int width) {}

  /**
   * For augmentations whose fills do not need the dataset's mean.
   *
   * @param seed of all edits
   * @throws IllegalArgumentException if a fill needs it
   */
  public AugmentationTransform(ImageAugmentation augmentation, long seed) {
    this(augmentation, null, seed, null);
  }

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   * @param seed of all edits
   */
  public AugmentationTransform(ImageAugmentation augmentation, Rgb datasetMean, long seed) {
    this(augmentation, Checks.requirePresent(datasetMean, "datasetMean"), seed, null);
  }

  @JsonCreator
  private AugmentationTransform(
      @JsonProperty("augmentation") @JsonDeserialize(using = RecordJackson.AugmentationReader.class)
          ImageAugmentation augmentation,
      @JsonProperty("datasetMean") @JsonDeserialize(using = RecordJackson.RgbReader.class)
          @Nullable Rgb datasetMean,
      @JsonProperty("seed") long seed,
      @JsonProperty("epoch") @Nullable Long epoch) {
    this.augmentation = Checks.requirePresent(augmentation, "augmentation");
    if (datasetMean == null) {
      augmentation.fills().forEach(AugmentationTransform::requireNoMean);
    }
    this.datasetMean = datasetMean;
    this.seed = seed;
    this.epoch = epoch == null ? COUNTED : epoch;
    this.painter = datasetMean == null ? new MatPainter() : new MatPainter(datasetMean);
  }

  private static void requireNoMean(Fill fill) {
    Checks.require(
        !fill.needsDatasetMean(),
        "datasetMean must be given for the fill '%s'; Fill.mean(colour) and Fill.pixelNormal(colour)"
            + " bring their own",
        fill);
  }

  /**
   * Gives every image from now on the edits of this epoch, instead of counting how often it was
   * seen. To be called before the iterator is reset: an asynchronous one reads ahead.
   *
   * @param number of the epoch, from 0
   */
  public void startEpoch(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("number must be >= 0, was " + number);
    }
    epoch = number;
    visits.clear();
  }

  @Override
  public @Nullable ImageWritable transform(@Nullable ImageWritable image) {
    return transform(image, null);
  }

  /**
   * {@inheritDoc}
   *
   * @param random ignored
   * @return a new image; the given one is left as it is
   * @throws IllegalArgumentException if the image has neither 8-bit integers nor 32-bit floats
   */
  @Override
  public @Nullable ImageWritable transform(@Nullable ImageWritable image, @Nullable Random random) {
    if (image == null) {
      return null;
    }
    return transformWithObjects(image, List.of());
  }

  /**
   * Transforms an image whose objects are known, for {@code InsideBoxes} and {@code OutsideBoxes}.
   *
   * @param objects boxes in the image's pixels
   * @return a new image; the given one is left as it is
   * @throws IllegalArgumentException if the image has neither 8-bit integers nor 32-bit floats, or
   *     a box sticks out
   */
  public ImageWritable transformWithObjects(ImageWritable image, List<Box> objects) {
    // A converter keeps the last matrix and frame: one per call, or threads would share them.
    OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
    Mat pixels = copy(converter.convert(image.getFrame()));
    List<Edit> edits = draw(pixels, objects);
    painter.paint(pixels, edits);
    ImageWritable painted = new ImageWritable(converter.convert(pixels));
    last.set(new Result(painted, edits, pixels.rows(), pixels.cols()));
    return painted;
  }

  private List<Edit> draw(Mat image, List<Box> objects) {
    CRC32 pixels = new CRC32();
    pixels.update(
        new BytePointer(image.data()).capacity(image.total() * image.elemSize()).asByteBuffer());
    long sample = pixels.getValue();
    long key = epoch == COUNTED ? visits.next(sample) : epoch;
    int number = (int) Math.min(key, Integer.MAX_VALUE);
    return augmentation.draw(
        new Sample(image.rows(), image.cols(), objects, number), KeyedRandom.of(seed, key, sample));
  }

  /** Always a copy without gaps: a frame's matrix shares its memory with the frame. */
  private static Mat copy(Mat mat) {
    if (mat.depth() != opencv_core.CV_8U && mat.depth() != opencv_core.CV_32F) {
      throw new IllegalArgumentException(
          "images must be of 8-bit integers or 32-bit floats, OpenCV's depth of this one is "
              + mat.depth());
    }
    Mat copy = new Mat();
    mat.copyTo(copy);
    return copy;
  }

  /**
   * Where points of the original are in the image that the calling thread transformed last.
   *
   * @param coordinates x and y of every point, alternating; integers are pixel centres
   * @return a new array
   * @throws IllegalStateException if the thread has transformed none yet
   */
  @Override
  public float[] query(float... coordinates) {
    Result result = lastResult();
    float[] points = coordinates.clone();
    for (Edit edit : result.edits()) {
      edit.move(points, result.height(), result.width());
    }
    return points;
  }

  @Override
  public @Nullable ImageWritable getCurrentImage() {
    Result result = last.get();
    return result == null ? null : result.image();
  }

  /**
   * The edits of the image that the calling thread transformed last.
   *
   * @throws IllegalStateException if the thread has transformed none yet
   */
  public List<Edit> lastEdits() {
    return lastResult().edits();
  }

  private Result lastResult() {
    Result result = last.get();
    if (result == null) {
      throw new IllegalStateException("this thread has not transformed an image yet");
    }
    return result;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AugmentationTransform that
        && augmentation.equals(that.augmentation)
        && Objects.equals(datasetMean, that.datasetMean)
        && seed == that.seed
        && epoch == that.epoch;
  }

  @Override
  public int hashCode() {
    return Objects.hash(augmentation, datasetMean, seed);
  }

  @Override
  public String toString() {
    String mean = datasetMean == null ? "" : ", mean " + datasetMean;
    return "AugmentationTransform(" + augmentation + mean + ", seed " + seed + ")";
  }
}
