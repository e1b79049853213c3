package dev.blindspot.augment.paint;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;

/** Paints edits on {@link BufferedImage}s, without OpenCV. Immutable and thread-safe. */
public final class ImagePainter {
  private final BytePainter painter;

  /** A painter for fills that need no mean of the dataset. */
  public ImagePainter() {
    this.painter = new BytePainter();
  }

  /**
   * @param datasetMean the mean colour of the training images, for the fills that need it
   */
  public ImagePainter(Rgb datasetMean) {
    this.painter = new BytePainter(datasetMean);
  }

  /**
   * Paints in place.
   *
   * @throws IllegalArgumentException if the image has another type than {@code TYPE_3BYTE_BGR} and
   *     {@code TYPE_BYTE_GRAY} or is a part of another image: {@link #painted} takes those; if a
   *     box sticks out, or a fill needs a mean that the painter was not given
   */
  public void paint(BufferedImage image, List<Edit> edits) {
    boolean grey = image.getType() == BufferedImage.TYPE_BYTE_GRAY;
    Checks.require(
        (grey || image.getType() == BufferedImage.TYPE_3BYTE_BGR)
            && image.getRaster().getParent() == null,
        "image must be of TYPE_3BYTE_BGR or TYPE_BYTE_GRAY and not a part of another to be painted"
            + " in place; painted() copies any image, this one has type %d",
        image.getType());
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    painter.paint(bytes, image.getHeight(), image.getWidth(), grey ? 1 : 3, edits);
  }

  /**
   * Paints a copy and leaves the original as it is.
   *
   * @param image of any type; transparent parts become black
   * @return an image of {@code TYPE_3BYTE_BGR}
   */
  public BufferedImage painted(BufferedImage image, List<Edit> edits) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = copy.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    paint(copy, edits);
    return copy;
  }
}
