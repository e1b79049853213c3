package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.RectGroups.Group;
import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import dev.blindspot.explain.engine.kernel.Gather;
import dev.blindspot.explain.engine.kernel.JavaStep;
import dev.blindspot.explain.engine.kernel.JoinedReader;
import dev.blindspot.explain.engine.kernel.PatchReader;
import dev.blindspot.explain.engine.kernel.PatchTensor;
import dev.blindspot.explain.engine.kernel.RowReader;
import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes of each map only the rectangle that a window's change can reach: the inputs of that
 * rectangle are gathered from what changed and from the clean maps around it, rectangles of equal
 * size are convolved together, and a rectangle that is the whole map is convolved as one.
 */
final class RectanglePass {
  private final Trunk trunk;
  private final RectangleConvolution convolution;
  private final MapUse use;
  private final List<Shape2d> maps;
  private final CachedActivations clean;
  private final Workspace memory;

  RectanglePass(
      Trunk trunk,
      RectangleConvolution convolution,
      MapUse use,
      List<Shape2d> maps,
      CachedActivations clean,
      Workspace memory) {
    this.trunk = trunk;
    this.convolution = convolution;
    this.use = use;
    this.maps = maps;
    this.clean = clean;
    this.memory = memory;
  }

  /**
   * Features of the image with each window hidden.
   *
   * @param windows parts of the image that change
   * @param replacement a whole image, scaled, channel last, that windows show a part of
   * @return {@code [window][C*H*W]}
   */
  float[][] features(List<Rect> windows, NativeBuffer replacement) {
    memory.reset();
    @Nullable PatchMap[] held = new PatchMap[maps.size()];
    List<PatchTensor> shown = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      shown.add(new PatchTensor(i, windows.get(i), maps.get(0).whole(), 0));
    }
    held[0] = PatchMap.of(replacement, false, shown, windows.size());
    for (int k = 0; k < trunk.size(); k++) {
      if (!use.isJoined(k + 1)) {
        held[k + 1] = step(k, held, windows.size());
      }
      for (int ended : use.endingWith(k)) {
        if (ended > 0) {
          memory.give(Objects.requireNonNull(held[ended]).values());
        }
      }
    }
    return Gather.planes(reader(trunk.size(), held), windows.size());
  }

  private RowReader reader(int map, @Nullable PatchMap[] held) {
    if (use.isJoined(map)) {
      return new JoinedReader(
          clean.layout(map), trunk.sources(map - 1).stream().map(m -> reader(m, held)).toList());
    }
    PatchMap changed = Objects.requireNonNull(held[map]);
    return new PatchReader(
        clean.layout(map),
        clean.values(map),
        changed.values().values(),
        changed.relu(),
        0,
        changed.patches());
  }

  /** Windows whose change ends here (a stride may jump over it) keep the clean map. */
  private PatchMap step(int k, @Nullable PatchMap[] held, int windows) {
    List<RowReader> sources = trunk.sources(k).stream().map(map -> reader(map, held)).toList();
    List<PatchTensor> changed = new ArrayList<>();
    for (int window : order(trunk.sources(k), held)) {
      List<Rect> before = sources.stream().map(s -> s.changed(window)).toList();
      Rect rect = trunk.reached(k, before, maps);
      if (!rect.isEmpty()) {
        changed.add(new PatchTensor(window, rect, rect, 0));
      }
    }
    NativeBuffer target = memory.take();
    if (trunk.node(k) instanceof Node.Convolve) {
      PatchMap source = held[trunk.sources(k).get(0)];
      boolean waits = !convolution.activates() && trunk.step(k).fusion().relu();
      return PatchMap.of(
          target, waits, convolve(k, sources.get(0), source, changed, target), windows);
    }
    List<PatchTensor> results = oneAfterTheOther(changed, maps.get(k + 1), target);
    if (trunk.node(k) instanceof Node.GlobalAverage) {
      average(k, sources.get(0), results, target);
    } else {
      new JavaStep(trunk.step(k), sources, clean.layout(k + 1)).run(results, target.values());
    }
    return PatchMap.of(target, false, results, windows);
  }

  /** Windows that change one of these maps, those that lie side by side in memory together. */
  private Set<Integer> order(List<Integer> sources, @Nullable PatchMap[] held) {
    Set<Integer> order = new LinkedHashSet<>();
    for (int map : sources) {
      order.addAll(
          use.isJoined(map)
              ? order(trunk.sources(map - 1), held)
              : Objects.requireNonNull(held[map]).order());
    }
    return order;
  }

  private static List<PatchTensor> oneAfterTheOther(
      List<PatchTensor> changed, Shape2d map, NativeBuffer target) {
    List<PatchTensor> results = new ArrayList<>();
    long floats = 0;
    for (PatchTensor one : changed) {
      results.add(new PatchTensor(one.window(), one.changed(), one.stored(), (int) floats));
      floats += (long) one.stored().area() * map.channels();
    }
    target.require(floats);
    return results;
  }

  /** The clean sums, and by how much windows change them. */
  private void average(int k, RowReader source, List<PatchTensor> results, NativeBuffer target) {
    List<Integer> windows = results.stream().map(PatchTensor::window).toList();
    double[][] changes = Gather.sums(source, windows);
    for (int i = 0; i < changes.length; i++) {
      double[] sums = clean.sums(k).clone();
      for (int c = 0; c < sums.length; c++) {
        sums[c] += changes[i][c];
      }
      float[] means = CachedActivations.means(sums, source.map());
      target.values().put(results.get(i).offset(), means);
    }
  }

  private List<PatchTensor> convolve(
      int k,
      RowReader rows,
      @Nullable PatchMap source,
      List<PatchTensor> changed,
      NativeBuffer target) {
    Shape2d in = rows.map();
    Shape2d out = maps.get(k + 1);
    List<Rect> grown = changed.stream().map(p -> convolution.grown(k, p.changed(), out)).toList();
    List<Group> groups = RectGroups.of(grown, convolution.callPlaces());
    target.require(groups.stream().mapToLong(Group::places).sum() * out.channels());
    List<PatchTensor> results = new ArrayList<>();
    RectangleCall call = new RectangleCall(k, trunk, convolution, in, out, memory.crops());
    int offset = 0;
    for (Group group : groups) {
      Rect read = trunk.read(k, Rect.of(0, 0, group.height(), group.width()), in);
      long floats = (long) read.area() * in.channels();
      for (List<Integer> part : group.parts(convolution.calls(group.members().size(), floats))) {
        List<PatchTensor> placed = placed(group, part, changed, out, offset);
        call.run(rows, source, placed, target);
        results.addAll(placed);
        offset += group.height() * group.width() * out.channels() * part.size();
      }
    }
    return results;
  }

  /** Where the rectangles of a group go, all of one size and one after the other. */
  private static List<PatchTensor> placed(
      Group group, List<Integer> part, List<PatchTensor> changed, Shape2d out, int start) {
    List<PatchTensor> placed = new ArrayList<>();
    int offset = start;
    for (int index : part) {
      Rect rect = changed.get(index).changed();
      Rect stored =
          new Rect(
              rect.rows().grown(group.height(), out.height()),
              rect.columns().grown(group.width(), out.width()));
      placed.add(new PatchTensor(changed.get(index).window(), rect, stored, offset));
      offset += stored.area() * out.channels();
    }
    return placed;
  }
}
