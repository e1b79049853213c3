package dev.blindspot.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Translation;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.paint.BytePainter;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.ImageTransformProcess;
import org.datavec.image.transform.PipelineImageTransform;
import org.datavec.image.transform.ResizeImageTransform;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AugmentationTransformTest {
  private static final Rgb MEAN = new Rgb(124, 116, 104);
  private static final ImageAugmentation EVERYTHING =
      new Compose(
          List.of(
              new RandomApply(0.5, HorizontalFlip.defaults()),
              new Shift(0.2),
              new CutOut(2, PixelLength.parse("30%"), new Fill.ImagePatch()),
              new RandomApply(0.5, RandomErasing.paper())));

  private static AugmentationTransform transform(ImageAugmentation augmentation) {
    return new AugmentationTransform(augmentation, MEAN, 7);
  }

  @Test
  void paintsTheEditsThatItDrewOnACopy() {
    ImageWritable original = Frames.image(1);
    AugmentationTransform transform = transform(EVERYTHING);
    ImageWritable painted = transform.transform(original);
    byte[] expected =
        new BytePainter(MEAN)
            .painted(Frames.bytes(1), Frames.HEIGHT, Frames.WIDTH, transform.lastEdits());
    assertThat(Frames.bytes(painted)).isEqualTo(expected).isNotEqualTo(Frames.bytes(1));
    assertThat(Frames.bytes(original)).isEqualTo(Frames.bytes(1));
    assertThat(transform.getCurrentImage()).isSameAs(painted);
  }

  @Test
  void resultsDoNotShareMemory() {
    AugmentationTransform transform = transform(HorizontalFlip.defaults());
    ImageWritable first = transform.transform(Frames.image(1));
    byte[] before = Frames.bytes(first);
    transform.transform(Frames.image(2));
    assertThat(Frames.bytes(first)).isEqualTo(before);
  }

  @Test
  void differentImagesSeedsAndEpochsGetDifferentEdits() {
    CutOut cutOut = new CutOut(1, PixelLength.ofPixels(4), new Fill.PixelUniform());
    Set<String> edits = new HashSet<>();
    for (long seed = 0; seed < 3; seed++) {
      AugmentationTransform transform = new AugmentationTransform(cutOut, MEAN, seed);
      for (int epoch = 0; epoch < 3; epoch++) {
        for (int image = 0; image < 3; image++) {
          transform.transform(Frames.image(image));
          edits.add(transform.lastEdits().toString());
        }
      }
    }
    assertThat(edits).hasSize(27);
  }

  @Test
  void countedEpochsAreTheOnesThatAreGiven() {
    AugmentationTransform counting = transform(EVERYTHING);
    AugmentationTransform told = transform(EVERYTHING);
    for (int epoch = 0; epoch < 4; epoch++) {
      told.startEpoch(epoch);
      for (int image = 0; image < 5; image++) {
        assertThat(Frames.bytes(told.transform(Frames.image(image))))
            .isEqualTo(Frames.bytes(counting.transform(Frames.image(image))));
      }
    }
    told.startEpoch(2);
    told.transform(Frames.image(1));
    List<?> edits = told.lastEdits();
    told.transform(Frames.image(1));
    assertThat(told.lastEdits()).isEqualTo(edits);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> told.startEpoch(-1))
        .withMessage("number must be >= 0, was -1");
  }

  @Test
  void hidesInsideTheObjectsThatItIsGiven() {
    AugmentationTransform transform =
        transform(
            new Compose(
                List.of(
                    HorizontalFlip.defaults(),
                    new InsideBoxes(new CutOut(1, PixelLength.ofPixels(3), new Fill.Zero())))));
    Box object = new Box(2, 3, 10, 8);
    byte[] painted = Frames.bytes(transform.transformWithObjects(Frames.image(1), List.of(object)));
    byte[] flipped = Frames.bytes(transform(HorizontalFlip.defaults()).transform(Frames.image(1)));
    Box moved = new Box(Frames.WIDTH - 12, 3, 10, 8);
    int changed = 0;
    for (int i = 0; i < painted.length; i++) {
      if (painted[i] != flipped[i]) {
        assertThat(moved.contains(i / 3 % Frames.WIDTH, i / 3 / Frames.WIDTH)).isTrue();
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(5);
    assertThat(transform.lastEdits()).hasSize(2);
    transform.transform(Frames.image(1));
    assertThat(transform.lastEdits()).hasSize(1);
  }

  @Test
  void schedulesFollowTheEpochsOfTheImage() {
    AugmentationTransform transform =
        transform(new RandomApply(new Schedule.Ramp(0, 1, 1), HorizontalFlip.defaults()));
    transform.transform(Frames.image(1));
    assertThat(transform.lastEdits()).isEmpty();
    transform.transform(Frames.image(1));
    assertThat(transform.lastEdits()).hasSize(1);
    transform.startEpoch(0);
    transform.transform(Frames.image(1));
    assertThat(transform.lastEdits()).isEmpty();
  }

  @Test
  void ignoresTheRandomThatDataVecPasses() {
    AugmentationTransform one = transform(EVERYTHING);
    AugmentationTransform other = transform(EVERYTHING);
    Random random = new Random(1);
    assertThat(Frames.bytes(one.transform(Frames.image(1), random)))
        .isEqualTo(Frames.bytes(other.transform(Frames.image(1))));
    assertThat(random.nextLong()).isEqualTo(new Random(1).nextLong());
  }

  /** Two epochs over 40 images, in another order for each number of threads. */
  @Test
  void oneTwoAndFourThreadsGiveTheSameImages() throws Exception {
    Map<String, ByteBuffer> expected = epochs(1);
    assertThat(expected).hasSize(80);
    assertThat(epochs(2)).isEqualTo(expected);
    assertThat(epochs(4)).isEqualTo(expected);
  }

  private static Map<String, ByteBuffer> epochs(int threads) throws Exception {
    AugmentationTransform transform = transform(EVERYTHING);
    Map<String, ByteBuffer> images = new TreeMap<>();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int epoch = 0; epoch < 2; epoch++) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Collections.shuffle(order, new Random(threads + 10L * epoch));
        List<Callable<ByteBuffer>> tasks = new ArrayList<>();
        for (int image : order) {
          tasks.add(() -> ByteBuffer.wrap(Frames.bytes(transform.transform(Frames.image(image)))));
        }
        List<Future<ByteBuffer>> results = executor.invokeAll(tasks);
        for (int i = 0; i < order.size(); i++) {
          images.put(epoch + "/" + order.get(i), results.get(i).get());
        }
      }
    } finally {
      executor.shutdownNow();
    }
    return images;
  }

  @Test
  void worksInAPipeline() {
    AugmentationTransform inside = transform(EVERYTHING);
    PipelineImageTransform pipeline =
        new PipelineImageTransform(new ResizeImageTransform(16, 16), inside);
    ImageWritable painted = pipeline.transform(Frames.image(1));
    ImageWritable resized = new ResizeImageTransform(16, 16).transform(Frames.image(1));
    byte[] expected =
        new BytePainter(MEAN).painted(Frames.bytes(resized), 16, 16, inside.lastEdits());
    assertThat(Frames.bytes(painted)).isEqualTo(expected);
  }

  @Test
  void queryFollowsFlipsAndShiftsAsDataVecsFlipDoes() {
    AugmentationTransform flip = transform(HorizontalFlip.defaults());
    flip.transform(Frames.image(1));
    FlipImageTransform theirs = new FlipImageTransform(1);
    theirs.transform(Frames.image(1));
    float[] points = {0, 0, 5, 7, 31, 23};
    assertThat(flip.query(points)).containsExactly(theirs.query(points));
    assertThat(points).containsExactly(0, 0, 5, 7, 31, 23);

    AugmentationTransform shift = transform(new Shift(0.3));
    shift.transform(Frames.image(1));
    Translation move = (Translation) shift.lastEdits().get(0);
    assertThat(shift.query(10, 11)).containsExactly(10 + move.dx(), 11 + move.dy());
    AugmentationTransform cutOut = transform(CutOut.paper());
    cutOut.transform(Frames.image(1));
    assertThat(cutOut.query(10, 11)).containsExactly(10, 11);
  }

  @Test
  void queryPassesThroughAPipeline() {
    PipelineImageTransform pipeline =
        new PipelineImageTransform(
            new ResizeImageTransform(64, 48), transform(HorizontalFlip.defaults()));
    pipeline.transform(Frames.image(1));
    float[] resized = new float[] {20, 8};
    assertThat(pipeline.query(10, 4)).containsExactly(63 - resized[0], resized[1]);
  }

  @Test
  void queryNeedsAImage() {
    assertThatIllegalStateException()
        .isThrownBy(() -> transform(CutOut.paper()).query(1, 2))
        .withMessage("this thread has not transformed an image yet");
    assertThat(transform(CutOut.paper()).getCurrentImage()).isNull();
  }

  @Test
  void passesTheEndOfTheStreamOn() {
    assertThat(transform(CutOut.paper()).transform(noImage())).isNull();
  }

  private static @Nullable ImageWritable noImage() {
    return null;
  }

  @Test
  void imagesKeepTheirChannels() {
    Mat grey = new Mat(4, 5, opencv_core.CV_8UC1, new Scalar(77));
    Mat clear = new Mat(4, 5, opencv_core.CV_8UC4, new Scalar(1, 2, 3, 4));
    AugmentationTransform nothing = transform(new Compose(List.of()));
    assertThat(Frames.bytes(nothing.transform(Frames.writable(grey)))).hasSize(20).containsOnly(77);
    assertThat(Frames.bytes(nothing.transform(Frames.writable(clear))))
        .hasSize(80)
        .startsWith(1, 2, 3, 4, 1, 2, 3, 4);
    AugmentationTransform hiding = transform(CutOut.paper().withSize("100%"));
    assertThat(Frames.bytes(hiding.transform(Frames.writable(grey))))
        .containsOnly(77, (int) Math.round(MEAN.luminance()));
  }

  @Test
  void floatsAreTransformedToo() {
    Mat grey = new Mat(6, 7, opencv_core.CV_32FC1, new Scalar(0.25));
    AugmentationTransform hiding =
        new AugmentationTransform(CutOut.paper().withSize("3px").withFill(Fill.channels(-1)), 1);
    Mat painted = Frames.mat(hiding.transform(Frames.writable(grey)));
    FloatBuffer values = painted.createBuffer();
    float[] row = new float[7 * 6];
    values.get(row);
    assertThat(row).containsOnly(0.25f, -1f);
  }

  @Test
  void fillsThatNeedTheMeanAreRefusedWithoutIt() {
    List<ImageAugmentation> needing =
        List.of(
            CutOut.paper(),
            new InsideBoxes(RandomErasing.paper().withFill(new Fill.PixelNormal())),
            new Compose(List.of(new RandomApply(0.1, new OutsideBoxes(HideAndSeek.paper())))));
    for (ImageAugmentation augmentation : needing) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AugmentationTransform(augmentation, 1))
          .withMessageStartingWith("datasetMean must be given for the fill '");
    }
  }

  @Test
  void withoutAMeanThePixelsAreThoseOfTheSameFillWithIt() throws Exception {
    AugmentationTransform alone =
        new AugmentationTransform(CutOut.paper().withFill(Fill.mean(MEAN)), 3);
    byte[] painted = Frames.bytes(alone.transform(Frames.image(1)));
    AugmentationTransform given = new AugmentationTransform(CutOut.paper(), MEAN, 3);
    assertThat(painted).isEqualTo(Frames.bytes(given.transform(Frames.image(1))));
    String json = new ImageTransformProcess(0, alone).toJson();
    assertThat(json).doesNotContain("datasetMean");
    assertThat(ImageTransformProcess.fromJson(json).getTransformList()).containsExactly(alone);
  }

  @Test
  void takesRegionsOfLargerMatrices() {
    Mat large = Frames.mat(Frames.image(1)).apply(new Rect(3, 4, 10, 12));
    AugmentationTransform transform = transform(EVERYTHING);
    byte[] painted = Frames.bytes(transform.transform(Frames.writable(large)));
    AugmentationTransform same = transform(EVERYTHING);
    assertThat(Frames.bytes(same.transform(Frames.writable(large.clone())))).isEqualTo(painted);
  }

  @Test
  void refusesOtherDepths() {
    AugmentationTransform transform = transform(CutOut.paper());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transform.transform(Frames.writable(new Mat(4, 5, opencv_core.CV_16UC3))))
        .withMessageStartingWith("images must be of 8-bit integers or 32-bit floats");
  }

  @Test
  void jsonAndYamlOfDataVecLoseNothing() {
    AugmentationTransform transform =
        new AugmentationTransform(EVERYTHING, MEAN, Long.MAX_VALUE - 4);
    AugmentationTransform resumed = new AugmentationTransform(EVERYTHING, MEAN, -3);
    resumed.startEpoch(5);
    ImageTransformProcess process =
        new ImageTransformProcess(9, new ResizeImageTransform(16, 16), transform, resumed);
    transform.transform(Frames.image(3));
    for (ImageTransformProcess read :
        List.of(
            ImageTransformProcess.fromJson(process.toJson()),
            ImageTransformProcess.fromYaml(process.toYaml()))) {
      assertThat(read.getTransformList()).element(1).isEqualTo(transform);
      assertThat(read.getTransformList()).element(2).isEqualTo(resumed);
      AugmentationTransform copy = (AugmentationTransform) read.getTransformList().get(1);
      copy.transform(Frames.image(3));
      assertThat(copy.lastEdits()).isEqualTo(transform.lastEdits());
    }
  }

  @Test
  void jsonWithoutAnEpochCounts() {
    AugmentationTransform transform = transform(EVERYTHING);
    String json = new ImageTransformProcess(0, transform).toJson();
    String without = json.replaceAll("\"epoch\"\\s*:\\s*-1\\s*,?", "").replaceAll(",\\s*}", "}");
    assertThat(without).doesNotContain("epoch");
    assertThat(ImageTransformProcess.fromJson(without).getTransformList())
        .containsExactly(transform);
  }

  @Test
  void equalityIsOfTheSettings() {
    AugmentationTransform transform = transform(EVERYTHING);
    assertThat(transform).isEqualTo(transform(EVERYTHING)).hasSameHashCodeAs(transform(EVERYTHING));
    assertThat(transform).isNotEqualTo(transform(CutOut.paper()));
    assertThat(transform).isNotEqualTo(new AugmentationTransform(EVERYTHING, MEAN, 8));
    assertThat(transform).isNotEqualTo(new AugmentationTransform(EVERYTHING, new Rgb(0, 0, 0), 7));
    assertThat(transform)
        .hasToString("AugmentationTransform(" + EVERYTHING + ", mean " + MEAN + ", seed 7)");
  }
}
