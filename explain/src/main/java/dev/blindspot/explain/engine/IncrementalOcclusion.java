package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Exact occlusion of which only what changes is computed (Nakandala et al. 2019, Krypton, SIGMOD,
 * section 4): the clean image's maps are kept, and for each window every layer computes only the
 * rectangle that the change can reach. Scores are those of full inference up to float rounding.
 *
 * <p>Where branches meet, the rectangle is the smallest one that holds what each branch changes;
 * where a mean over all places is multiplied with a map (squeeze and excitation), every change
 * reaches all of it, and whole maps are computed from there on.
 *
 * <p>Memory: the maps of one image and a working memory of a quarter of what is free, at most 1
 * GiB. Where oneDNN's own primitives are used, also weights as Winograd's algorithm wants them,
 * four times as large as the network's, beside those that plain inference holds at most 320 MiB,
 * which the network keeps until it is closed, and that algorithm's working memory (86 MB at 512
 * channels). A session must not outlive its network, and a network serves one thread.
 */
public final class IncrementalOcclusion implements OcclusionEngine {
  private static final String NAME = "incremental inference (exact)";

  private final CompiledNetwork network;
  private final Score score;
  private final long budgetBytes;

  /**
   * An engine whose memory is chosen from what is free.
   *
   * @param network the classifier
   * @param score what is returned: probabilities, or the logits before softmax
   */
  public IncrementalOcclusion(CompiledNetwork network, Score score) {
    this(network, score, NativeMemory.budget());
  }

  /**
   * An engine with a bound on its memory.
   *
   * @param budgetBytes working memory beside the clean image's maps; a single window may need more
   */
  public IncrementalOcclusion(CompiledNetwork network, Score score, long budgetBytes) {
    this.network = Objects.requireNonNull(network, "network must not be null");
    this.score = Objects.requireNonNull(score, "score must not be null");
    if (budgetBytes < 1) {
      throw new IllegalArgumentException("budgetBytes must be >= 1, was " + budgetBytes);
    }
    this.budgetBytes = budgetBytes;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Images open(float[] image, int channels, int height, int width) {
    if (channels != network.scaling().channels()
        || image.length != (long) channels * height * width) {
      throw new IllegalArgumentException(
          "image must be %d x height x width numbers, was %d for %d x %d x %d"
              .formatted(network.scaling().channels(), image.length, channels, height, width));
    }
    return new Images(image, height, width);
  }

  /**
   * Multiplications and additions (one of each counts one) of all convolutions that the windows
   * change, without anything computed too much: the least that direct convolution needs.
   *
   * @param height of the image
   * @param width of the image
   * @param windows any windows inside of it
   */
  public long multiplyAdds(int height, int width, List<Window> windows) {
    Trunk trunk = network.trunk();
    List<Shape2d> maps = trunk.maps(height, width);
    return windows.stream().mapToLong(w -> trunk.work(trunk.reached(rect(w), maps))).sum();
  }

  /** The classifier. */
  public CompiledNetwork network() {
    return network;
  }

  Trunk trunk() {
    return network.trunk();
  }

  static Rect rect(Window window) {
    return Rect.of(window.y(), window.x(), window.height(), window.width());
  }

  /** Work on one image. */
  public final class Images implements Session {
    private final List<Shape2d> maps;
    private final MapUse use;
    private final CachedActivations clean;
    private final RectanglePass pass;
    private final NativeBuffer replacement = new NativeBuffer();
    private final float[] cleanScores;

    private Images(float[] image, int height, int width) {
      maps = network.trunk().maps(height, width);
      use = new MapUse(network.trunk(), network.convolution());
      NativeBuffer input = new NativeBuffer();
      scale(image, input);
      clean = new CachedActivations(network.trunk(), network.convolution(), use, maps, input);
      pass =
          new RectanglePass(
              network.trunk(), network.convolution(), use, maps, clean, network.workbench());
      cleanScores = scores(new float[][] {clean.features()})[0];
    }

    @Override
    public float[] cleanScores() {
      return cleanScores.clone();
    }

    @Override
    public float[][] scores(List<Window> windows, float[] shown, ProgressListener progress) {
      scale(shown, replacement);
      List<Rect> rects = windows.stream().map(this::inside).toList();
      BatchPlan plan =
          new BatchPlan(network.trunk(), network.convolution(), use, maps, rects, budgetBytes);
      float[][] scores = new float[rects.size()][];
      for (int first = 0; first < scores.length; first += plan.atOnce()) {
        int last = Math.min(scores.length, first + plan.atOnce());
        List<Integer> part = plan.order().subList(first, last);
        float[][] rows = scores(pass.features(part.stream().map(rects::get).toList(), replacement));
        for (int i = 0; i < rows.length; i++) {
          scores[part.get(i)] = rows[i];
        }
        progress.progress(last, scores.length);
      }
      return scores;
    }

    private Rect inside(Window window) {
      Shape2d input = maps.get(0);
      if (!window.isInside(input.height(), input.width())) {
        throw new IllegalArgumentException(
            "window must lie inside the image of %d x %d, was %s"
                .formatted(input.width(), input.height(), window));
      }
      return rect(window);
    }

    private float[][] scores(float[][] features) {
      INDArray logits = network.logits(features);
      return (score == Score.LOGIT ? logits : network.probabilities(logits)).toFloatMatrix();
    }

    private void scale(float[] planes, NativeBuffer into) {
      if (planes.length != maps.get(0).floats()) {
        throw new IllegalArgumentException(
            "replacement must have %d numbers as the image, had %d"
                .formatted(maps.get(0).floats(), planes.length));
      }
      float[] scaled = new float[planes.length];
      network.scaling().interleave(planes, scaled);
      into.require(scaled.length);
      into.values().put(0, scaled);
    }

    /** Bytes of working memory at present, without the clean maps. */
    long workingBytes() {
      return network.workbench().bytes();
    }

    @Override
    public long bytes() {
      return Float.BYTES * (clean.floats() + replacement.floats());
    }

    @Override
    public void close() {
      clean.close();
      replacement.close();
    }
  }
}
