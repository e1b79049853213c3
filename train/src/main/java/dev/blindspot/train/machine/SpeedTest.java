package dev.blindspot.train.machine;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.SyntheticImage;
import dev.blindspot.datasets.SyntheticSpec;
import dev.blindspot.datasets.SyntheticVehicles;
import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.model.Preprocessing;
import dev.blindspot.train.model.ScoringNetwork;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Measures this machine's time per image: VGG16 at full width, 224 x 224. */
public final class SpeedTest {
  static final int SIZE = 224;
  private static final int FROZEN_BLOCKS = 4;
  private static final int WARM_UP = 2;
  private static final int LEAST_STEPS = 7;
  private static final double LEAST_SECONDS = 6;
  private static final int JPEGS = 64;

  private SpeedTest() {}

  /**
   * A figure.
   *
   * @param name forward, train or pipeline
   * @param variant all, or frozen for blocks 1 to 4
   * @param batch images per step
   * @param msPerImage median over steps, in milliseconds
   * @param steps measured steps
   */
  public record Figure(
      String name,
      String variant,
      int batch,
      double msPerImage,
      int steps,
      Map<String, Object> conditions) {}

  private interface Step {
    void run();
  }

  /** Inference by the compiled network, as models are evaluated. */
  public static Figure compiled(int batch) {
    try (Network layers = network(0);
        ScoringNetwork network = ScoringNetwork.of(layers)) {
      INDArray images = noise(batch);
      return measure("forward", "compiled", batch, () -> network.score(images).close());
    }
  }

  /** Inference by the layers that are trained. */
  public static Figure forward(int batch) {
    try (Network network = network(0)) {
      INDArray images = noise(batch);
      return measure("forward", "all", batch, () -> network.score(images).close());
    }
  }

  /**
   * A whole training step: preprocessing, forward, backward and update; with frozen blocks, their
   * features too.
   */
  public static Figure train(int batch, boolean frozen) {
    try (Network network = network(frozen ? FROZEN_BLOCKS : 0)) {
      INDArray images = noise(batch);
      INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 2);
      for (int i = 0; i < batch; i++) {
        labels.putScalar(i, i % 2, 1);
      }
      return measure(
          "train",
          frozen ? "frozen" : "all",
          batch,
          () -> network.fit(network.features(images), labels));
    }
  }

  /**
   * JPEG in memory to a float batch, on one thread: decoding, random erasing at p 0.5, conversion.
   */
  public static Figure pipeline(int batch) {
    List<byte[]> files = jpegs();
    ImageReader reader = new ImageReader(SIZE, DataConfig.Resize.STRETCH, 1L << 24);
    ImageAugmentation erasing = new RandomApply(0.5, RandomErasing.paper());
    BytePainter painter = new BytePainter(new Rgb(127, 127, 127));
    INDArray target = Nd4j.createUninitialized(DataType.FLOAT, batch, 3, SIZE, SIZE);
    long[] sample = {0};
    return measure(
        "pipeline",
        "all",
        batch,
        () -> {
          for (int i = 0; i < batch; i++) {
            long key = sample[0]++;
            DecodedImage image = decode(reader, files.get((int) (key % JPEGS)));
            painter.paint(
                image.bgr(), SIZE, SIZE, erasing.draw(SIZE, SIZE, SampleRandom.of(1, 0, key)));
            Batches.into(target, i, image);
          }
        });
  }

  /** Images that are decoded from JPEG whenever they are asked for. */
  static List<DecodedImage> decoding(int count) {
    List<byte[]> files = jpegs();
    ImageReader reader = new ImageReader(SIZE, DataConfig.Resize.STRETCH, 1L << 24);
    return new AbstractList<>() {
      @Override
      public DecodedImage get(int index) {
        return decode(reader, files.get(index % JPEGS));
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  private static DecodedImage decode(ImageReader reader, byte[] file) {
    try {
      return reader.decode(file);
    } catch (BadImageException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Figure measure(String name, String variant, int batch, Step step) {
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    List<Double> times = new ArrayList<>();
    long started = System.nanoTime();
    while (times.size() < LEAST_STEPS || (System.nanoTime() - started) / 1e9 < LEAST_SECONDS) {
      long before = System.nanoTime();
      step.run();
      times.add((System.nanoTime() - before) / 1e6 / batch);
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Figure(name, variant, batch, sorted[sorted.length / 2], sorted.length, conditions());
  }

  static Map<String, Object> conditions() {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("model", "VGG16, width 1, no batch normalisation");
    conditions.put("input", SIZE);
    conditions.put("cpu", Machine.cpu());
    conditions.put("cores", Runtime.getRuntime().availableProcessors());
    conditions.put("threads", Nd4j.getEnvironment().maxThreads());
    conditions.put("onednn", OneDnn.status() == OneDnn.Status.IN_USE);
    conditions.put("convolutions", OneDnnSupport.current().reason());
    conditions.put("malloc_variables", System.getenv("MALLOC_TOP_PAD_") != null);
    conditions.put("java", Runtime.version().toString());
    return conditions;
  }

  static Network network(int frozenBlocks) {
    return network(frozenBlocks, Preprocessing.IMAGENET_MEAN);
  }

  static Network network(int frozenBlocks, Preprocessing preprocessing) {
    return network(SIZE, 1, frozenBlocks, preprocessing);
  }

  static Network network(int size, double width, int frozenBlocks, Preprocessing preprocessing) {
    ModelSpec spec =
        new ModelSpec(
            Architecture.VGG16,
            size,
            Resize.STRETCH,
            width,
            false,
            0,
            preprocessing,
            List.of("other", "emergency"));
    return Network.trainable(
        spec,
        frozenBlocks,
        new LossMCXENT(),
        base -> base.seed(1).updater(new Nesterovs(1e-4, 0.9)));
  }

  private static INDArray noise(int batch) {
    return noise(batch, SIZE);
  }

  static INDArray noise(int batch, int size) {
    return Nd4j.rand(DataType.FLOAT, batch, 3, size, size).muli(255);
  }

  /** A drawn emergency vehicle, {@code [3,size,size]}, blue first, 0..255. */
  static float[] vehicle(int size) {
    byte[] bgr =
        new SyntheticVehicles(size, 1, Shortcut.NONE, 0.5)
            .draw(new SyntheticSpec(0, 1, true))
            .bgr();
    float[] planes = new float[bgr.length];
    for (int i = 0; i < bgr.length; i++) {
      planes[i % 3 * size * size + i / 3] = bgr[i] & 0xFF;
    }
    return planes;
  }

  private static List<byte[]> jpegs() {
    SyntheticVehicles vehicles = new SyntheticVehicles(SIZE, 1, Shortcut.NONE, 0.5);
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < JPEGS; i++) {
      files.add(jpeg(vehicles.draw(new SyntheticSpec(i, i % 2, true))));
    }
    return files;
  }

  private static byte[] jpeg(SyntheticImage drawn) {
    try (Mat image = new Mat(drawn.sizePx(), drawn.sizePx(), opencv_core.CV_8UC3);
        BytePointer bytes = new BytePointer()) {
      image.data().put(drawn.bgr());
      opencv_imgcodecs.imencode(".jpg", image, bytes);
      byte[] file = new byte[(int) bytes.limit()];
      bytes.get(file);
      return file;
    }
  }
}
