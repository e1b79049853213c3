package dev.blindspot.train.fit;

import dev.blindspot.train.model.ModelSpec;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.FloatPointer;

/** Writes a file of VGG16's convolutions in Keras's "notop" layout, with He weights. */
final class KerasFile {
  private KerasFile() {}

  static void write(ModelSpec spec, Path path) {
    Random random = new Random(5);
    try (H5File file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC())) {
      int in = 3;
      for (int block = 1; block <= ModelSpec.BLOCKS; block++) {
        for (int i = 1; i <= ModelSpec.convolutions(block); i++) {
          int out = spec.channels(block);
          String name = "block" + block + "_conv" + i;
          try (Group group = file.createGroup(name)) {
            dataset(group, name + "_W_1:0", he(random, 9 * in, 9 * in * out), 3, 3, in, out);
            dataset(group, name + "_b_1:0", new float[out], out);
          }
          in = out;
        }
      }
    }
  }

  private static float[] he(Random random, int fanIn, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
    }
    return values;
  }

  private static void dataset(Group group, String name, float[] values, long... shape) {
    try (DataSpace space = new DataSpace(shape.length, shape);
        DataType type = new DataType(PredType.NATIVE_FLOAT());
        DataSet dataset = group.createDataSet(name, type, space);
        FloatPointer data = new FloatPointer(values)) {
      dataset.write(data, type);
    }
  }
}
