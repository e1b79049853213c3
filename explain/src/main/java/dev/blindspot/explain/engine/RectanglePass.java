package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.RectGroups.Group;
import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Rect;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes of each map only the rectangle that a window's change can reach: the inputs of that
 * rectangle are gathered from what changed and from the clean maps around it, rectangles of equal
 * size are convolved together, and a rectangle that is the whole map is convolved as one.
 */
final class RectanglePass {
  private final Chain chain;
  private final RectangleConvolution convolution;
  private final List<Shape2d> maps;
  private final CachedActivations clean;
  private final Workspace memory;

  RectanglePass(
      Chain chain,
      RectangleConvolution convolution,
      List<Shape2d> maps,
      CachedActivations clean,
      Workspace memory) {
    this.chain = chain;
    this.convolution = convolution;
    this.maps = maps;
    this.clean = clean;
    this.memory = memory;
  }

  /**
   * Sums of the features over all places.
   *
   * @param windows parts of the image that change
   * @param replacement a whole image, scaled, channel last, that windows show a part of
   * @return {@code [window][channel]}
   */
  double[][] sums(List<Rect> windows, FloatBuffer replacement) {
    List<PatchTensor> held = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      held.add(new PatchTensor(i, windows.get(i), maps.get(0).whole(), 0));
    }
    FloatBuffer values = replacement;
    boolean relu = false;
    for (int k = 0; k < chain.size(); k++) {
      NativeBuffer target = k % 2 == 0 ? memory.even() : memory.odd();
      RowReader rows = rows(k, values, relu);
      held = stage(k, rows, held, target);
      values = target.values();
      relu =
          chain.stage(k) instanceof Op.Convolution stage
              && stage.relu()
              && !convolution.rectifies();
    }
    return addToClean(rows(chain.size(), values, relu), held, windows.size());
  }

  private RowReader rows(int k, FloatBuffer changed, boolean relu) {
    Shape2d map = maps.get(k);
    MapLayout layout = new MapLayout(map, convolution.block(map.channels()));
    return new RowReader(layout, clean.map(k), changed, relu, 0);
  }

  private double[][] addToClean(RowReader features, List<PatchTensor> held, int windows) {
    double[][] sums = new double[windows][];
    for (int i = 0; i < windows; i++) {
      sums[i] = clean.sums();
    }
    double[][] changes = LayerKernels.sums(features, held);
    for (int i = 0; i < held.size(); i++) {
      double[] sum = sums[held.get(i).window()];
      for (int c = 0; c < sum.length; c++) {
        sum[c] += changes[i][c];
      }
    }
    return sums;
  }

  /** Windows whose change ends here (a stride may jump over it) are left out of the result. */
  private List<PatchTensor> stage(
      int k, RowReader rows, List<PatchTensor> held, NativeBuffer target) {
    List<PatchTensor> from = new ArrayList<>();
    List<Rect> changed = new ArrayList<>();
    for (PatchTensor one : held) {
      Rect rect = chain.stage(k).reached(one.changed(), maps.get(k));
      if (!rect.isEmpty()) {
        from.add(one);
        changed.add(rect);
      }
    }
    if (chain.stage(k) instanceof Op.Convolution) {
      return convolve(k, rows, from, changed, target);
    }
    List<PatchTensor> results = new ArrayList<>();
    long floats = 0;
    for (int i = 0; i < from.size(); i++) {
      Rect rect = changed.get(i);
      results.add(new PatchTensor(from.get(i).window(), rect, rect, (int) floats));
      floats += (long) rect.area() * maps.get(k + 1).channels();
    }
    target.require(floats);
    FullPass.elementwise(chain.stage(k), rows, from, results, target.values());
    return results;
  }

  private List<PatchTensor> convolve(
      int k, RowReader rows, List<PatchTensor> from, List<Rect> changed, NativeBuffer target) {
    Shape2d out = maps.get(k + 1);
    List<Rect> grown = changed.stream().map(r -> convolution.grown(k, r, out)).toList();
    List<Group> groups = RectGroups.of(grown, convolution.callPlaces());
    target.require(groups.stream().mapToLong(Group::places).sum() * out.channels());
    List<PatchTensor> results = new ArrayList<>();
    for (Group group : groups) {
      Rect read = chain.stage(k).read(Rect.of(0, 0, group.height(), group.width()), maps.get(k));
      long floats = (long) read.area() * maps.get(k).channels();
      for (List<Integer> part : group.parts(convolution.calls(group.members().size(), floats))) {
        List<PatchTensor> sources = part.stream().map(from::get).toList();
        List<PatchTensor> placed =
            placed(group, part, from, changed, out, end(results, out.channels()));
        call(k, rows, sources, placed, target);
        results.addAll(placed);
      }
    }
    return results;
  }

  /** Where the rectangles of a group go, all of one size and one after the other. */
  private static List<PatchTensor> placed(
      Group group,
      List<Integer> part,
      List<PatchTensor> from,
      List<Rect> changed,
      Shape2d out,
      int start) {
    List<PatchTensor> placed = new ArrayList<>();
    int offset = start;
    for (int index : part) {
      Rect rect = changed.get(index);
      Rect stored =
          new Rect(
              rect.rows().grown(group.height(), out.height()),
              rect.columns().grown(group.width(), out.width()));
      placed.add(new PatchTensor(from.get(index).window(), rect, stored, offset));
      offset += stored.area() * out.channels();
    }
    return placed;
  }

  private static int end(List<PatchTensor> results, int channels) {
    if (results.isEmpty()) {
      return 0;
    }
    PatchTensor last = results.get(results.size() - 1);
    return last.offset() + last.stored().area() * channels;
  }

  private void call(
      int k,
      RowReader rows,
      List<PatchTensor> sources,
      List<PatchTensor> results,
      NativeBuffer target) {
    Op.Convolution stage = (Op.Convolution) chain.stage(k);
    Shape2d in = maps.get(k);
    Shape2d out = maps.get(k + 1);
    Rect size = results.get(0).stored();
    boolean whole = size.equals(out.whole());
    List<Rect> reads =
        results.stream().map(r -> whole ? in.whole() : stage.read(r.stored(), in)).toList();
    Rect read = reads.get(0);
    memory.crops().require((long) results.size() * read.area() * in.channels());
    LayerKernels.gather(rows, sources, reads, memory.crops().values());
    INDArray input =
        memory.crops().view(0, results.size(), read.height(), read.width(), in.channels());
    INDArray output =
        target.view(
            results.get(0).offset(), results.size(), size.height(), size.width(), out.channels());
    if (whole) {
      convolution.whole(k, input, output);
    } else {
      convolution.inside(k, input, output);
    }
  }
}
