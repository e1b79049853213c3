package dev.blindspot.train.data.image;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.ImageHeader;
import dev.blindspot.train.data.format.JdkJpeg;
import dev.blindspot.train.data.format.Pixels;
import dev.blindspot.train.data.manifest.ManifestRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Reads image files (JPEG, PNG, WebP, BMP) as upright 8-bit BGR images of the network's size. A
 * side that shrinks is averaged over areas, a side that grows is interpolated linearly; letterboxed
 * images are centred on mid grey (127).
 *
 * <p>Immutable; any number of threads may read at once.
 *
 * @param size side of the square result in pixels
 * @param resize how the image's shape becomes a square
 * @param maxPixels largest image that is decoded; a larger one is refused by its header
 */
public record ImageReader(int size, Resize resize, long maxPixels) {
  /** The grey beside letterboxed images. */
  public static final int PADDING_GREY = 127;

  private static final int NOTES = 1 << 24;

  public ImageReader {
    if (size < 1) {
      throw new IllegalArgumentException("size must be >= 1, was " + size);
    }
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels must be >= 1, was " + maxPixels);
    }
    requireNonNull(resize, "resize");
  }

  /**
   * Reads one file.
   *
   * @throws BadImageException when it is missing, cut short, no image, empty, too large or damaged
   */
  public DecodedImage read(Path file) throws BadImageException {
    return decode(bytes(file, maxPixels));
  }

  /**
   * Like {@link #read}, for files that nobody has looked at before: a JPEG that lost pixels inside
   * is refused too, which OpenCV paints grey without a word.
   */
  public DecodedImage readIntact(Path file) throws BadImageException {
    byte[] bytes = bytes(file, maxPixels);
    DecodedImage image = decode(bytes);
    if (ImageHeader.of(bytes).format() == ImageHeader.Format.JPEG) {
      JdkJpeg.requireIntact(bytes);
    }
    return image;
  }

  /** Like {@link #read}, from the bytes of a whole file. */
  public DecodedImage decode(byte[] file) throws BadImageException {
    return NativeScope.call(
        () -> new DecodedImage(size, size, Pixels.of(fit(ImageDecoder.decode(file, maxPixels)))));
  }

  /**
   * Boxes of a row's image in pixels of the network's input.
   *
   * @throws BadImageException when the file cannot be used
   */
  public List<CueBox> placedBoxes(ManifestRow row) throws BadImageException {
    if (row.boxes().isEmpty()) {
      return List.of();
    }
    ImageHeader header = ImageHeader.of(bytes(row.path(), maxPixels)).require(maxPixels);
    int width = header.turned() ? header.height() : header.width();
    int height = header.turned() ? header.width() : header.height();
    Placement placement = Placement.of(width, height, size, resize);
    return row.boxes().stream().map(placement::place).toList();
  }

  /**
   * The bytes of a file.
   *
   * @param maxPixels bounds them: eight for a pixel, which is what the largest kind takes without
   *     compression, and 16 MB for notes
   */
  public static byte[] bytes(Path file, long maxPixels) throws BadImageException {
    if (!Files.exists(file)) {
      throw new BadImageException("is missing");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadImageException("is not a file");
    }
    long most = Math.min(Integer.MAX_VALUE - 8, 8 * Math.min(maxPixels, 1L << 40) + NOTES);
    try {
      long size = Files.size(file);
      if (size > most) {
        throw new BadImageException(
            "is larger than an image of maxPixels can be (%d bytes, at most %d)"
                .formatted(size, most));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BadImageException("is missing", e);
    } catch (IOException e) {
      throw new BadImageException("cannot be read (%s)".formatted(e), e);
    } catch (OutOfMemoryError e) { // the heap may be smaller than the bound
      throw new BadImageException("does not fit into memory", e);
    }
  }

  private Mat fit(Mat image) {
    Placement placement = Placement.of(image.cols(), image.rows(), size, resize);
    int width = placement.width();
    int height = placement.height();
    Mat shrunk =
        scale(image, Math.min(width, image.cols()), Math.min(height, image.rows()), INTER_AREA);
    Mat scaled = scale(shrunk, width, height, INTER_LINEAR);
    return width == size && height == size ? scaled : pad(scaled, placement);
  }

  private static Mat scale(Mat image, int width, int height, int interpolation) {
    if (image.cols() == width && image.rows() == height) {
      return image;
    }
    Mat scaled = new Mat();
    opencv_imgproc.resize(image, scaled, new Size(width, height), 0, 0, interpolation);
    return scaled;
  }

  private Mat pad(Mat image, Placement at) {
    Mat padded = new Mat();
    int right = size - at.width() - at.left();
    int bottom = size - at.height() - at.top();
    Scalar grey = new Scalar(PADDING_GREY, PADDING_GREY, PADDING_GREY, 0);
    copyMakeBorder(image, padded, at.top(), bottom, at.left(), right, BORDER_CONSTANT, grey);
    return padded;
  }
}
