package dev.blindspot.train.io;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a file's name says of its format, in capitals or not. */
public enum FileEnding {
  ONNX("\\.onnx$"),
  /** HDF5. */
  KERAS_2("\\.h(df)?5$"),
  KERAS_3("\\.keras$");

  private final Pattern ending;

  FileEnding(String ending) {
    this.ending = Pattern.compile(ending, Pattern.CASE_INSENSITIVE);
  }

  public boolean isOf(Path file) {
    return ending.matcher(file.toString()).find();
  }
}
