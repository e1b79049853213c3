package dev.blindspot.train.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.data.format.Pixels;
import dev.blindspot.train.data.format.TestImages;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {
  @Test
  void survivesCompressionSizeAndBrightness() {
    for (int seed = 0; seed < 20; seed++) {
      Mat image = TestImages.textured(200, 150, seed);
      long hash = PerceptualHash.of(image).orElseThrow();
      assertThat(distance(hash, compressed(image))).isLessThanOrEqualTo(4);
      Mat small = new Mat();
      opencv_imgproc.resize(image, small, new Size(120, 90), 0, 0, opencv_imgproc.INTER_AREA);
      assertThat(distance(hash, small)).isLessThanOrEqualTo(4);
      Mat darker = new Mat();
      image.convertTo(darker, -1, 0.8, 10);
      assertThat(distance(hash, darker)).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void differentImagesAreFarApart() {
    long[] hashes = new long[40];
    for (int seed = 0; seed < hashes.length; seed++) {
      hashes[seed] = PerceptualHash.of(TestImages.textured(96, 96, seed)).orElseThrow();
      for (int other = 0; other < seed; other++) {
        assertThat(Long.bitCount(hashes[seed] ^ hashes[other])).isGreaterThan(12);
      }
    }
  }

  @Test
  void imagesWithoutStructureHaveNone() {
    assertThat(PerceptualHash.of(TestImages.flat(64, 64, 0, 0, 0))).isEmpty();
    assertThat(PerceptualHash.of(TestImages.flat(64, 64, 250, 10, 130))).isEmpty();
    assertThat(PerceptualHash.of(shaded(0))).isEmpty();
    assertThat(PerceptualHash.of(shaded(3))).describedAs("a gradient with noise").isEmpty();
  }

  @Test
  void oneLineIsStructureOfItsOwnKind() {
    Mat cross = TestImages.flat(64, 64, 20, 20, 20);
    opencv_imgproc.rectangle(
        cross,
        new org.bytedeco.opencv.opencv_core.Rect(20, 12, 9, 30),
        new org.bytedeco.opencv.opencv_core.Scalar(255, 255, 255, 0),
        opencv_imgproc.FILLED,
        opencv_imgproc.LINE_8,
        0);
    assertThat(PerceptualHash.of(cross)).isPresent();
  }

  private static int distance(long hash, Mat other) {
    return Long.bitCount(hash ^ PerceptualHash.of(other).orElseThrow());
  }

  private static Mat compressed(Mat image) {
    BytePointer file = new BytePointer();
    IntPointer quality = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 40);
    opencv_imgcodecs.imencode(".jpg", image, file, quality);
    byte[] bytes = new byte[(int) file.limit()];
    file.get(bytes);
    return opencv_imgcodecs.imdecode(new Mat(bytes), opencv_imgcodecs.IMREAD_COLOR);
  }

  /** A plain gradient from left to right, with uniform noise of up to that many grey levels. */
  private static Mat shaded(int noise) {
    RandomGenerator random = SampleRandom.of(1, "noise");
    byte[] bgr = new byte[3 * 128 * 128];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) (i / 3 % 128 + 40 + random.nextInt(noise + 1));
    }
    return Pixels.toMat(bgr, 128, 128, CV_8UC3);
  }
}
