package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;

/**
 * A way to score one image with windows hidden: by running the whole network for every window
 * ({@link FullInference}), or by something that knows the network and does less.
 */
public interface OcclusionEngine {

  /** Name for results, such as "full inference". */
  String name();

  /**
   * Starts to work on an image; the whole image is scored here.
   *
   * @param image {@code channels x height x width} values 0..255, channel after channel, row-major;
   *     not changed
   */
  Session open(float[] image, int channels, int height, int width);

  /** Work on one image. What was computed for the whole image is kept until it is closed. */
  interface Session extends AutoCloseable {

    /** Scores of the whole image, one per class. */
    float[] cleanScores();

    /**
     * Scores of the image with one window hidden at a time.
     *
     * @param windows where; sizes may differ, any order
     * @param replacement what windows show, in the layout of the image
     * @param progress is told of windows done
     * @return a row of scores for each window, in the order of the windows
     * @throws IllegalArgumentException if a window is empty or sticks out of the image, or the
     *     replacement has another size
     */
    float[][] scores(List<Window> windows, float[] replacement, ProgressListener progress);

    /**
     * The same, averaged over several things that windows show.
     *
     * @param replacements one or more
     * @param progress is told of windows done, of all replacements together
     */
    default float[][] meanScores(
        List<Window> windows, List<float[]> replacements, ProgressListener progress) {
      return MeanScores.of(this, windows, replacements, progress);
    }

    /** Memory that is kept until it is closed. */
    long bytes();

    @Override
    void close();
  }
}
