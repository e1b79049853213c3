package dev.blindspot.explain.engine.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stages one after the other, up to the features that are averaged over all places.
 *
 * @param stages in order
 * @param input channels of an image
 */
public record Chain(List<Op> stages, int input) implements AutoCloseable {
  public Chain {
    stages = List.copyOf(stages);
  }

  public int size() {
    return stages.size();
  }

  public Op stage(int index) {
    return stages.get(index);
  }

  /**
   * Sizes of all maps for an image: element {@code k} is what stage {@code k} reads, the last one
   * the features.
   *
   * @throws IllegalArgumentException if the image is too small
   */
  public List<Shape2d> maps(int height, int width) {
    List<Shape2d> maps = new ArrayList<>();
    maps.add(new Shape2d(height, width, input));
    for (Op stage : stages) {
      maps.add(stage.output(maps.get(maps.size() - 1)));
    }
    return maps;
  }

  /**
   * What a change of the image can reach in each map, the image itself first; empty rectangles
   * where it reaches nothing.
   */
  public List<Rect> reached(Rect window, List<Shape2d> maps) {
    List<Rect> reached = new ArrayList<>();
    reached.add(window);
    for (int k = 0; k < stages.size(); k++) {
      Rect before = reached.get(k);
      reached.add(
          before.isEmpty() ? Rect.of(0, 0, 0, 0) : stages.get(k).reached(before, maps.get(k)));
    }
    return reached;
  }

  /** Multiplications of the convolutions for these rectangles of outputs, one for each map. */
  public long work(List<Rect> rects) {
    long work = 0;
    for (int k = 0; k < stages.size(); k++) {
      if (stages.get(k) instanceof Op.Convolution convolution) {
        work += convolution.work() * rects.get(k + 1).area();
      }
    }
    return work;
  }

  /**
   * Whether the outputs of a stage are stored before their ReLU, because the next reader does it.
   */
  public boolean waitsForRelu(int stage) {
    boolean last = stage == size() - 1;
    return stages.get(stage) instanceof Op.Convolution convolution
        && convolution.relu()
        && (last || !(stages.get(stage + 1) instanceof Op.Convolution));
  }

  @Override
  public void close() {
    for (Op stage : stages) {
      if (stage instanceof Op.Convolution convolution) {
        convolution.weights().close();
        convolution.bias().close();
      }
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(stages.stream().map(s -> s.getClass().getSimpleName()).toArray());
  }
}
