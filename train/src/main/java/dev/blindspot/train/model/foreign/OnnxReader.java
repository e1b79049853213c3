package dev.blindspot.train.model.foreign;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Reads ONNX files; found by {@link ServiceLoader} in the module that has ONNX Runtime. */
public interface OnnxReader {

  /**
   * Reads a network.
   *
   * @param scaling what is done to BGR pixels of 0..255 first
   * @throws UserError if the file holds no classifier of images that can be run
   */
  ForeignNetwork read(Path file, InputScaling scaling);

  /** The reader on the class path. */
  static OnnxReader find(Path file) {
    return ServiceLoader.load(OnnxReader.class)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    file
                        + " is an ONNX file, and Blindspot's ONNX module is not on the class path:"
                        + " start by the launcher ./blindspot, which builds it"));
  }
}
