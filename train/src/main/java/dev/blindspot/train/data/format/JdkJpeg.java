package dev.blindspot.train.data.format;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Java's own JPEG reader, for the two things that OpenCV does not tell: raw components, and
 * warnings.
 */
public final class JdkJpeg {
  /**
   * Warnings of libjpeg that mean lost pixels. Others are harmless: bytes between segments, odd but
   * readable metadata.
   */
  private static final List<String> LOSSES =
      List.of(
          "premature end of data segment",
          "Premature end of JPEG file",
          "bad Huffman code",
          "instead of RST");

  private JdkJpeg() {}

  /** The components as they are stored, without any colour conversion. */
  static Raster raster(byte[] file) throws BadImageException {
    return raster(file, warning -> {});
  }

  /**
   * Decodes a file once for its warnings: pixels may be lost inside of a file that ends as it
   * should, and OpenCV paints them grey without a word. A kind of JPEG that Java cannot read
   * passes.
   *
   * @throws BadImageException when pixels are lost
   */
  public static void requireIntact(byte[] file) throws BadImageException {
    String[] loss = new String[1];
    try {
      raster(
          file,
          warning -> {
            if (LOSSES.stream().anyMatch(warning::contains)) {
              loss[0] = warning;
            }
          });
    } catch (BadImageException e) {
      return; // OpenCV is the judge of what can be read
    }
    if (loss[0] != null) {
      throw new BadImageException("is damaged (%s)".formatted(loss[0]));
    }
  }

  private static Raster raster(byte[] file, Consumer<String> warnings) throws BadImageException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.canReadRaster()) {
        return raster(file, reader, warnings);
      }
    }
    throw new BadImageException("cannot be decoded (Java has no reader for it)");
  }

  private static Raster raster(byte[] file, ImageReader reader, Consumer<String> warnings)
      throws BadImageException {
    try (ImageInputStream input = new FileInput(file)) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.accept(warning));
      reader.setInput(input, true, true);
      return reader.readRaster(0, null);
    } catch (IOException | RuntimeException e) { // the reader throws both on damaged files
      throw new BadImageException("cannot be decoded", e);
    } finally {
      reader.dispose();
    }
  }
}
