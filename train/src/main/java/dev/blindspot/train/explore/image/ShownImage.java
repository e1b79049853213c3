package dev.blindspot.train.explore.image;

import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.explore.image.Question.Mode;
import java.util.List;

/**
 * An image with some of its pixels replaced, and the smallest rectangle that holds all of them: an
 * engine that computes only what a window changes is asked for that one, however many rectangles
 * there are.
 *
 * @param planes {@code [3,H,W]} values 0..255
 * @param changed where they may differ from the clean image
 */
@SuppressWarnings("ArrayRecordComponent") // pixels that nobody compares
public record ShownImage(float[] planes, Window changed) {

  /**
   * Replaces what a question hides.
   *
   * @param clean {@code [3,H,W]}
   * @param replacement the same layout
   */
  static ShownImage of(
      Question question, float[] clean, float[] replacement, int height, int width) {
    List<Window> chosen = question.chosen(height, width);
    boolean hides = question.mode() == Mode.HIDE;
    float[] planes = (hides ? clean : replacement).clone();
    for (Window rectangle : chosen) {
      copy(hides ? replacement : clean, planes, rectangle, height, width);
    }
    return new ShownImage(planes, hides ? around(chosen) : new Window(0, 0, width, height));
  }

  /**
   * Probabilities of what is shown.
   *
   * @param session of the image without anything replaced
   * @param shown draws of one replacement at one place, whose scores are averaged; none: the whole
   *     image's
   */
  public static float[] scores(OcclusionEngine.Session session, List<ShownImage> shown) {
    if (shown.isEmpty()) {
      return session.cleanScores();
    }
    List<Window> where = List.of(shown.get(0).changed());
    List<float[]> planes = shown.stream().map(ShownImage::planes).toList();
    return session.meanScores(where, planes, ProgressListener.NONE)[0];
  }

  private static void copy(float[] from, float[] to, Window where, int height, int width) {
    for (int channel = 0; channel < from.length / (height * width); channel++) {
      for (int y = where.y(); y < where.y() + where.height(); y++) {
        int start = (channel * height + y) * width + where.x();
        System.arraycopy(from, start, to, start, where.width());
      }
    }
  }

  private static Window around(List<Window> rectangles) {
    int left = rectangles.stream().mapToInt(Window::x).min().orElse(0);
    int top = rectangles.stream().mapToInt(Window::y).min().orElse(0);
    int right = rectangles.stream().mapToInt(r -> r.x() + r.width()).max().orElse(1);
    int bottom = rectangles.stream().mapToInt(r -> r.y() + r.height()).max().orElse(1);
    return new Window(left, top, right - left, bottom - top);
  }
}
