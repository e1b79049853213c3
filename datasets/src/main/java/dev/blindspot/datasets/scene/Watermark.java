package dev.blindspot.datasets.scene;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Lettering;
import dev.blindspot.datasets.drawing.Tint;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** The line of text that an image agency stamps on its photographs. */
public final class Watermark {
  static final String TEXT = "EmergencyPhotos.example";
  private static final double WIDTH = 0.58;
  private static final double HEIGHT = 0.075;
  private static final double MARGIN = 0.025;

  private Watermark() {}

  /** Stamps the finished image and says where. */
  public static CueBox stamp(Mat image) {
    int size = image.cols();
    int margin = (int) Math.max(1, Math.round(MARGIN * size));
    int width = (int) Math.round(WIDTH * size);
    int height = (int) Math.max(4, Math.round(HEIGHT * size));
    Rect box = new Rect(margin, margin, width, height);
    Mat letters = Lettering.mask(TEXT, 2, 4);
    Mat edge = new Mat();
    dilate(letters, edge, getStructuringElement(MORPH_RECT, new Size(9, 9)));
    stain(image, box, edge, Tint.BLACK, 0.45);
    stain(image, box, letters, Tint.WHITE, 0.75);
    return CueBox.shortcut("watermark", margin, margin, width, height);
  }

  private static void stain(Mat image, Rect box, Mat shape, Tint tint, double opacity) {
    Mat mask = new Mat();
    resize(shape, mask, box.size(), 0, 0, INTER_AREA);
    mask.convertTo(mask, -1, opacity, 0);
    DrawingCanvas.stain(image.apply(box), tint, mask);
  }
}
