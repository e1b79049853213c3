package dev.blindspot.train.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.augment.random.SampleRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class BatchesTest {
  @Test
  void isWhatTheDefinitionSays() {
    List<DecodedImage> images = List.of(image(5, 4, 1), image(5, 4, 2), image(5, 4, 3));
    INDArray batch = Batches.toArray(images);
    assertThat(batch.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(batch.ordering()).isEqualTo('c');
    assertThat(batch.shape()).containsExactly(3, 3, 5, 4);
    for (int n = 0; n < 3; n++) {
      assertHolds(batch, n, images.get(n));
    }
  }

  @Test
  void bytesAreUnsigned() {
    DecodedImage image = new DecodedImage(1, 1, new byte[] {(byte) 255, (byte) 128, 127});
    assertThat(Batches.toArray(List.of(image)).ravel().toFloatVector())
        .containsExactly(255, 128, 127);
  }

  @Test
  void writesOnePlaceOfABatch() {
    INDArray batch = Nd4j.valueArrayOf(new long[] {4, 3, 5, 4}, -1, DataType.FLOAT);
    DecodedImage image = image(5, 4, 7);
    Batches.into(batch, 2, image);
    assertHolds(batch, 2, image);
    for (int other : new int[] {0, 1, 3}) {
      assertThat(batch.slice(other).minNumber().floatValue()).isEqualTo(-1);
      assertThat(batch.slice(other).maxNumber().floatValue()).isEqualTo(-1);
    }
  }

  @Test
  void writesIntoAPartOfALargerBatch() {
    INDArray large = Nd4j.valueArrayOf(new long[] {6, 3, 5, 4}, -1, DataType.FLOAT);
    INDArray part = large.get(NDArrayIndex.interval(2, 5));
    DecodedImage image = image(5, 4, 8);
    Batches.into(part, 1, image);
    assertHolds(large, 3, image);
    assertThat(large.slice(1).maxNumber().floatValue()).isEqualTo(-1);
    assertThat(large.slice(2).maxNumber().floatValue()).isEqualTo(-1);
    assertThat(large.slice(4).maxNumber().floatValue()).isEqualTo(-1);
  }

  @Test
  void refusesWhatDoesNotFit() {
    DecodedImage image = image(5, 4, 1);
    INDArray batch = Nd4j.create(DataType.FLOAT, 2, 3, 5, 4);
    assertThatThrownBy(() -> Batches.into(batch, 2, image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index must be between 0 and 1, was 2");
    for (INDArray other :
        List.of(
            Nd4j.create(DataType.FLOAT, 2, 3, 4, 5),
            Nd4j.create(DataType.DOUBLE, 2, 3, 5, 4),
            Nd4j.create(DataType.FLOAT, 2, 5, 4, 3).permute(0, 3, 1, 2),
            Nd4j.create(DataType.FLOAT, 3, 5, 4))) {
      assertThatThrownBy(() -> Batches.into(other, 0, image))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("batch must be contiguous float32 [N,3,5,4]");
    }
    assertThatThrownBy(() -> Batches.toArray(List.of())).hasMessage("images must not be empty");
    assertThatThrownBy(() -> Batches.toArray(List.of(image, image(4, 5, 1))))
        .hasMessageStartingWith("batch must be");
  }

  private static void assertHolds(INDArray batch, int n, DecodedImage image) {
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < image.width(); x++) {
          int expected = image.bgr()[3 * (image.width() * y + x) + c] & 0xff;
          assertThat(batch.getFloat(n, c, y, x)).isEqualTo(expected);
        }
      }
    }
  }

  private static DecodedImage image(int height, int width, long seed) {
    byte[] bgr = new byte[3 * height * width];
    SampleRandom.of(seed, "picture").nextBytes(bgr);
    return new DecodedImage(height, width, bgr);
  }
}
