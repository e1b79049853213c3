package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import dev.blindspot.explain.engine.kernel.Gather;
import dev.blindspot.explain.engine.kernel.PatchTensor;
import dev.blindspot.explain.engine.kernel.RowReader;
import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Calls of one convolution, for rectangles of equal size each. */
record RectangleCall(
    int k,
    Trunk trunk,
    RectangleConvolution convolution,
    Shape2d in,
    Shape2d out,
    NativeBuffer crops) {

  /**
   * Computes.
   *
   * @param rows the input's map
   * @param source the same where it is one piece of memory; null where it is not
   * @param results where the outputs go, one after the other and of one size
   */
  void run(
      RowReader rows, @Nullable PatchMap source, List<PatchTensor> results, NativeBuffer target) {
    Rect size = results.get(0).stored();
    boolean whole = size.equals(out.whole());
    List<Rect> reads =
        results.stream().map(r -> whole ? in.whole() : trunk.read(k, r.stored(), in)).toList();
    List<Integer> windows = results.stream().map(PatchTensor::window).toList();
    INDArray input = input(rows, source, windows, reads);
    INDArray output =
        target.view(
            results.get(0).offset(), results.size(), size.height(), size.width(), out.channels());
    if (whole) {
      convolution.whole(k, input, output);
    } else {
      convolution.inside(k, input, output);
    }
  }

  private INDArray input(
      RowReader rows, @Nullable PatchMap source, List<Integer> windows, List<Rect> reads) {
    Rect read = reads.get(0);
    long floats = (long) read.area() * in.channels();
    NativeBuffer from = crops;
    long at = 0;
    if (source != null && source.isContiguous(windows, reads, floats)) {
      from = source.values();
      at = source.patches().get(windows.get(0)).offset();
    } else {
      crops.require(windows.size() * floats);
      Gather.rectangles(rows, windows, reads, crops.values());
    }
    return from.view(at, windows.size(), read.height(), read.width(), in.channels());
  }
}
