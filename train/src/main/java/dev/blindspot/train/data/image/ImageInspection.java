package dev.blindspot.train.data.image;

import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.ImageHeader;
import dev.blindspot.train.data.format.JdkJpeg;
import dev.blindspot.train.data.manifest.ContentHash;
import dev.blindspot.train.data.manifest.PerceptualHash;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What one thorough look at an image file finds.
 *
 * @param contentHash SHA-256 of the file
 * @param perceptualHash hash of what it shows, empty for an image without structure
 */
public record ImageInspection(String contentHash, OptionalLong perceptualHash) {
  /** Decodes a file, JPEG by two readers, and forgets its pixels. */
  public static ImageInspection of(Path file, long maxPixels) throws BadImageException {
    byte[] bytes = ImageReader.bytes(file, maxPixels);
    OptionalLong perceptualHash =
        NativeScope.call(() -> PerceptualHash.of(ImageDecoder.decode(bytes, maxPixels)));
    if (ImageHeader.of(bytes).format() == ImageHeader.Format.JPEG) {
      JdkJpeg.requireIntact(bytes);
    }
    return new ImageInspection(ContentHash.of(bytes), perceptualHash);
  }
}
