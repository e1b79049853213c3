package dev.blindspot.train.model;

import dev.blindspot.train.model.backbone.Vgg16;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes weights as Keras does: a group per layer with a kernel [3, 3, in, out] and a bias [out].
 */
public final class KerasFile {
  private static final int NAME_BYTES = 64;

  /** How Keras named and nested its data sets over time. */
  public enum Layout {
    /** {@code block1_conv1/block1_conv1_W_1:0}: the file of keras-applications. */
    APPLICATIONS,
    /** {@code block1_conv1/kernel:0}. */
    FLAT,
    /** {@code block1_conv1/block1_conv1/kernel:0}: {@code Model.save_weights} of tf.keras. */
    NESTED;

    String kernel(String layer) {
      return this == APPLICATIONS ? layer + "_W_1:0" : "kernel:0";
    }

    String bias(String layer) {
      return this == APPLICATIONS ? layer + "_b_1:0" : "bias:0";
    }
  }

  /**
   * Weights of a convolution.
   *
   * @param kernel {@code [3, 3, in, out]}
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record Convolution(int in, int out, float[] kernel, float[] bias) {
    static Convolution random(int in, int out, Random random) {
      float[] kernel = new float[9 * in * out];
      float[] bias = new float[out];
      double deviation = Math.sqrt(2.0 / (9 * in));
      for (int i = 0; i < kernel.length; i++) {
        kernel[i] = (float) (deviation * random.nextGaussian());
      }
      for (int i = 0; i < out; i++) {
        bias[i] = (float) (0.05 * random.nextGaussian());
      }
      return new Convolution(in, out, kernel, bias);
    }
  }

  private KerasFile() {}

  /** The convolutions of a network by the names of their layers, in order; random. */
  public static Map<String, Convolution> convolutions(ModelSpec spec, long seed) {
    Random random = new Random(seed);
    Map<String, Convolution> layers = new LinkedHashMap<>();
    int in = 3;
    for (int block = 1; block <= Vgg16.BLOCKS; block++) {
      for (int i = 1; i <= Vgg16.convolutions(block); i++) {
        int out = spec.channels(block);
        layers.put("block%d_conv%d".formatted(block, i), Convolution.random(in, out, random));
        in = out;
      }
    }
    return layers;
  }

  /** Writes a file with these layers. */
  public static void write(Path path, Layout layout, Map<String, Convolution> layers) {
    H5File file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC);
    layers.forEach(
        (name, layer) -> {
          Group outer = file.createGroup(name);
          Group group = layout == Layout.NESTED ? outer.createGroup(name) : outer;
          write(group, layout.kernel(name), layer.kernel(), 3, 3, layer.in(), layer.out());
          write(group, layout.bias(name), layer.bias(), layer.out());
          if (layout == Layout.NESTED) {
            group.close();
          }
          outer.close();
        });
    // pools have groups too, without data
    file.createGroup("block1_pool").close();
    file.close();
  }

  /**
   * Writes arrays by the names of their layers and their own, nested as tf.keras does, and the
   * names in their order.
   */
  static void write(Path path, Map<String, Map<String, INDArray>> layers) {
    H5File file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC);
    layers.forEach(
        (layer, arrays) -> {
          Group outer = file.createGroup(layer);
          Group inner = outer.createGroup(layer);
          arrays.forEach(
              (name, array) ->
                  write(
                      inner,
                      name,
                      array.dup('c').reshape(array.length()).toFloatVector(),
                      array.shape()));
          inner.close();
          outer.close();
        });
    writeOrder(file, List.copyOf(layers.keySet()));
    file.close();
  }

  private static void writeOrder(H5File file, List<String> names) {
    byte[] texts = new byte[names.size() * NAME_BYTES];
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, texts, i * NAME_BYTES, name.length);
    }
    StrType type = new StrType(PredType.C_S1(), NAME_BYTES);
    DataSpace space = new DataSpace(1, new long[] {names.size()});
    Attribute attribute = file.createAttribute("layer_names", type, space);
    try (BytePointer pointer = new BytePointer(texts)) {
      attribute.write(type, pointer);
    }
    attribute.close();
    space.close();
    type.close();
  }

  static void write(Path path, String group, String name, float[] values, long... shape) {
    H5File file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC);
    Group layer = file.createGroup(group);
    write(layer, name, values, shape);
    layer.close();
    file.close();
  }

  private static void write(Group group, String name, float[] values, long... shape) {
    DataType type = new DataType(PredType.NATIVE_FLOAT());
    DataSpace space = new DataSpace(shape.length, shape);
    DataSet data = group.createDataSet(name, type, space);
    try (FloatPointer pointer = new FloatPointer(values)) {
      data.write(pointer, type);
    }
    data.close();
    space.close();
    type.close();
  }
}
