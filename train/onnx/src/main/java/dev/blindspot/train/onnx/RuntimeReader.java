package dev.blindspot.train.onnx;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.train.model.foreign.ForeignNetwork;
import dev.blindspot.train.model.foreign.OnnxReader;
import java.nio.file.Path;

/** Reads ONNX files for ONNX Runtime. */
public final class RuntimeReader implements OnnxReader {

  @Override
  public ForeignNetwork read(Path file, InputScaling scaling) {
    OnnxFile read = OnnxFile.read(file);
    return new OnnxNetwork(file, read, OnnxInput.of(file, read.graph()), scaling);
  }
}
