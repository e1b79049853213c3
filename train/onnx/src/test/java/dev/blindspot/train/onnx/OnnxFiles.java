package dev.blindspot.train.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import onnx.Onnx.ModelProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The networks of make_references.py, and changed ones. */
final class OnnxFiles {
  static final int SIDE = 32;

  private OnnxFiles() {}

  /** A copy of a network in a folder. */
  static Path copy(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = OnnxFiles.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return file;
  }

  /** A network that is changed before it is written. */
  static Path changed(String name, Path folder, Consumer<ModelProto.Builder> change)
      throws IOException {
    Path file = copy(name, folder);
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(model);
    return Files.write(file, model.build().toByteArray());
  }

  /** The image of make_references.py as all images are read here: blue, green, red. */
  static INDArray image() {
    float[] planes = new float[3 * SIDE * SIDE];
    for (int bgr = 0; bgr < 3; bgr++) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          planes[(bgr * SIDE + y) * SIDE + x] =
              (37 * (2 - bgr) + 11 * y + 7 * x + x * y % 13 * 9) % 256;
        }
      }
    }
    return Nd4j.createFromArray(planes).reshape(1, 3, SIDE, SIDE);
  }
}
