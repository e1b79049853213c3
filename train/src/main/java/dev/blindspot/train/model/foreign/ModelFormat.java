package dev.blindspot.train.model.foreign;

import dev.blindspot.train.io.FileEnding;
import dev.blindspot.train.model.format.CheckedZip;
import dev.blindspot.train.model.format.keras.KerasZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a model file is: by what it holds, and by its name only where that says nothing. */
enum ModelFormat {
  /** Of Blindspot or of others. */
  DL4J_ZIP,
  /** {@code .keras}. */
  KERAS_ZIP,
  /** {@code .h5}. */
  KERAS_HDF5,
  ONNX;

  private static final byte[] HDF5_SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP_SIGNATURE = {'P', 'K', 3, 4};

  /** The format of a file, whether it can be read or not. */
  static ModelFormat of(Path file) {
    byte[] start = start(file);
    if (startsWith(start, HDF5_SIGNATURE)) {
      return KERAS_HDF5;
    }
    if (startsWith(start, ZIP_SIGNATURE)) {
      return ofZip(file);
    }
    return byName(file);
  }

  private static byte[] start(Path file) {
    if (!Files.isRegularFile(file)) {
      return new byte[0]; // a pipe would never end
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HDF5_SIGNATURE.length);
    } catch (IOException e) {
      return new byte[0]; // who reads it will say so
    }
  }

  private static boolean startsWith(byte[] start, byte[] signature) {
    return start.length >= signature.length
        && Arrays.equals(start, 0, signature.length, signature, 0, signature.length);
  }

  private static ModelFormat ofZip(Path file) {
    try (CheckedZip zip = new CheckedZip(file)) {
      return KerasZip.isOne(zip) ? KERAS_ZIP : DL4J_ZIP;
    } catch (IOException | RuntimeException e) {
      return byName(file);
    }
  }

  private static ModelFormat byName(Path file) {
    if (FileEnding.ONNX.isOf(file)) {
      return ONNX;
    }
    if (FileEnding.KERAS_2.isOf(file)) {
      return KERAS_HDF5;
    }
    return FileEnding.KERAS_3.isOf(file) ? KERAS_ZIP : DL4J_ZIP;
  }
}
