package dev.blindspot.augment.bench;

import static dev.blindspot.augment.bench.Subjects.IMAGES;
import static dev.blindspot.augment.bench.Subjects.MEAN;
import static dev.blindspot.augment.bench.Subjects.SIDE;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.paint.ArrayPainter;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.paint.FloatPainter;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images of one type that are painted on, by their numbers. */
sealed interface Images {
  int PIXELS = SIDE * SIDE;

  /** Paints in place. */
  void paint(int image, List<Edit> edits);

  /** Paints a copy, the same memory each time. */
  void paintCopy(int image, List<Edit> edits);

  /** Paints a copy in new memory. */
  Object painted(int image, List<Edit> edits);

  /** Copies runs of pixels: first pixel and length, alternating. */
  void copy(int image, int source, int[] runs);

  /** Interleaved bytes on the heap. */
  final class OfBytes implements Images {
    private final BytePainter painter = new BytePainter(MEAN);
    private final byte[][] images = new byte[IMAGES][3 * PIXELS];
    private final byte[] copy = new byte[3 * PIXELS];

    OfBytes() {
      for (int i = 0; i < IMAGES; i++) {
        new Random(i).nextBytes(images[i]);
      }
    }

    @Override
    public void paint(int image, List<Edit> edits) {
      painter.paint(images[image], SIDE, SIDE, edits);
    }

    @Override
    public void paintCopy(int image, List<Edit> edits) {
      System.arraycopy(images[image], 0, copy, 0, copy.length);
      painter.paint(copy, SIDE, SIDE, edits);
    }

    @Override
    public Object painted(int image, List<Edit> edits) {
      return painter.painted(images[image], SIDE, SIDE, edits);
    }

    @Override
    public void copy(int image, int source, int[] runs) {
      for (int i = 0; i < runs.length; i += 2) {
        int from = 3 * runs[i];
        System.arraycopy(images[source], from, images[image], from, 3 * runs[i + 1]);
      }
    }
  }

  /** Three planes of floats in native memory, as ND4J keeps them. */
  final class OfFloats implements Images {
    private final FloatPainter painter = new FloatPainter(MEAN, Layout.NCHW);
    private final ArrayPainter arrayPainter = new ArrayPainter(MEAN);
    private final INDArray batch = Nd4j.zeros(DataType.FLOAT, IMAGES, 3, SIDE, SIDE);
    private final INDArray other = Nd4j.zeros(DataType.FLOAT, 3, SIDE, SIDE);
    private final INDArray[] slices = new INDArray[IMAGES];
    private final FloatBuffer images = batch.data().pointer().asByteBuffer().asFloatBuffer();
    private final FloatBuffer copy = other.data().pointer().asByteBuffer().asFloatBuffer();

    OfFloats() {
      for (int i = 0; i < images.capacity(); i++) {
        images.put(i, i & 255);
      }
      for (int i = 0; i < IMAGES; i++) {
        slices[i] = batch.slice(i);
      }
    }

    @Override
    public void paint(int image, List<Edit> edits) {
      painter.paint(images, image * 3 * PIXELS, SIDE, SIDE, edits);
    }

    @Override
    public void paintCopy(int image, List<Edit> edits) {
      copy.put(0, images, image * 3 * PIXELS, 3 * PIXELS);
      painter.paint(copy, 0, SIDE, SIDE, edits);
    }

    @Override
    public Object painted(int image, List<Edit> edits) {
      return arrayPainter.painted(slices[image], edits);
    }

    @Override
    public void copy(int image, int source, int[] runs) {
      int start = image * 3 * PIXELS;
      int other = source * 3 * PIXELS;
      for (int plane = 0; plane < 3 * PIXELS; plane += PIXELS) {
        for (int i = 0; i < runs.length; i += 2) {
          int place = plane + runs[i];
          images.put(start + place, images, other + place, runs[i + 1]);
        }
      }
    }
  }
}
