package dev.blindspot.train.data.format;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.blindspot.train.data.format.ImageHeader.Ink;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Decodes what is better not given to OpenCV 4.5.5: JPEG files with four components, which it shows
 * as a negative where Adobe's marker is missing, and WebP, whose native decoder of 2021 can be made
 * to write outside of its memory (CVE-2023-4863). The plugins are TwelveMonkeys', written in Java.
 */
public final class JavaDecoder {
  private static final ImageReaderSpi JPEG = plugin(JPEGImageReaderSpi.class);
  private static final ImageReaderSpi WEBP = plugin(WebPImageReaderSpi.class);

  private JavaDecoder() {}

  private static ImageReaderSpi plugin(Class<? extends ImageReaderSpi> type) {
    return requireNonNull(
        IIORegistry.getDefaultInstance().getServiceProviderByClass(type), type.getName());
  }

  /** Whether a file is for this decoder. */
  public static boolean takes(ImageHeader header) {
    return header.format() == ImageHeader.Format.WEBP || header.ink() != Ink.NONE;
  }

  /**
   * Decodes a file that {@link #takes} accepts; of an animation the first frame.
   *
   * @return 8 bits, BGR or BGRA (not premultiplied), as it is stored: the orientation is not
   *     applied
   */
  public static Mat decode(byte[] file, ImageHeader header) throws BadImageException {
    if (header.ink() == Ink.CMYK) {
      return plainInks(JdkJpeg.raster(file));
    }
    if (header.format() == ImageHeader.Format.WEBP) {
      return webp(new ByteReader(file), header);
    }
    return mat(read(file, JPEG));
  }

  private static Mat webp(ByteReader file, ImageHeader header) throws BadImageException {
    WebpFrame frame = WebpFile.frame(file);
    Mat image = mat(read(frame.alone(file), WEBP));
    if (image.cols() != frame.width() || image.rows() != frame.height()) {
      throw new BadImageException("cannot be decoded (its header tells another size)");
    }
    if (frame.hasPlainAlpha(file)) {
      image = withAlpha(image, frame.plainAlpha(file));
    }
    boolean whole = image.cols() == header.width() && image.rows() == header.height();
    return whole ? image : onCanvas(image, frame, header);
  }

  private static Mat withAlpha(Mat bgr, byte[] alpha) {
    Mat bgra = new Mat();
    cvtColor(bgr, bgra, COLOR_BGR2BGRA);
    insertChannel(Pixels.toMat(alpha, bgr.rows(), bgr.cols(), CV_8UC1), bgra, 3);
    return bgra;
  }

  /** The first frame of an animation may cover a part of its canvas; the rest is transparent. */
  private static Mat onCanvas(Mat image, WebpFrame frame, ImageHeader header) {
    Mat bgra = image;
    if (image.channels() == 3) {
      bgra = new Mat();
      cvtColor(image, bgra, COLOR_BGR2BGRA);
    }
    Mat canvas = new Mat(header.height(), header.width(), CV_8UC4, Scalar.all(0));
    bgra.copyTo(canvas.apply(new Rect(frame.x(), frame.y(), frame.width(), frame.height())));
    return canvas;
  }

  private static Mat mat(BufferedImage image) {
    return image.getColorModel().hasAlpha() ? bgra(image) : bgr(image);
  }

  /**
   * Light is what the inks leave over: {@code red = (1 - cyan) (1 - black)}. The plugin takes every
   * file as inverted, as Adobe's are; a file without Adobe's marker is not (as Pillow has it).
   */
  private static Mat plainInks(Raster inks) {
    int width = inks.getWidth();
    byte[] bgr = new byte[Math.multiplyExact(3, Math.multiplyExact(width, inks.getHeight()))];
    int[] row = new int[4 * width];
    for (int y = 0, at = 0; y < inks.getHeight(); y++) {
      inks.getPixels(inks.getMinX(), inks.getMinY() + y, width, 1, row);
      for (int in = 0; in < row.length; in += 4) {
        int light = 255 - row[in + 3];
        for (int ink = 2; ink >= 0; ink--) {
          bgr[at++] = (byte) (((255 - row[in + ink]) * light + 127) / 255);
        }
      }
    }
    return Pixels.toMat(bgr, inks.getHeight(), width, CV_8UC3);
  }

  private static BufferedImage read(byte[] file, ImageReaderSpi plugin) throws BadImageException {
    try (FileInput input = new FileInput(file)) {
      ImageReader reader = plugin.createReaderInstance(null);
      try {
        reader.setInput(input, true, true);
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (EOFException | FileInput.RanOut e) {
      throw new BadImageException("is truncated", e);
    } catch (IOException | RuntimeException e) { // the plugins throw both on damaged files
      throw new BadImageException("cannot be decoded", e);
    }
  }

  private static Mat bgr(BufferedImage image) {
    BufferedImage bytes =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = bytes.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return Pixels.toMat(
        ((DataBufferByte) bytes.getRaster().getDataBuffer()).getData(),
        image.getHeight(),
        image.getWidth(),
        CV_8UC3);
  }

  /** Pixel by pixel: drawing would lose the colour under transparent ones. */
  private static Mat bgra(BufferedImage image) {
    int width = image.getWidth();
    byte[] bytes = new byte[4 * width * image.getHeight()];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        bytes[at++] = (byte) argb;
        bytes[at++] = (byte) (argb >> 8);
        bytes[at++] = (byte) (argb >> 16);
        bytes[at++] = (byte) (argb >>> 24);
      }
    }
    return Pixels.toMat(bytes, image.getHeight(), width, CV_8UC4);
  }
}
