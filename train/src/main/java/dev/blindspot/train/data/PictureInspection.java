package dev.blindspot.train.data;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What one thorough look at a picture file finds.
 *
 * @param contentHash SHA-256 of the file
 * @param perceptualHash hash of what it shows, empty for a picture without structure
 */
record PictureInspection(String contentHash, OptionalLong perceptualHash) {
  /** Decodes a file, JPEG by two readers, and forgets its pixels. */
  static PictureInspection of(Path file, long maxPixels) throws BadImageException {
    byte[] bytes = PictureReader.bytes(file);
    OptionalLong perceptualHash =
        NativeScope.call(() -> PerceptualHash.of(PictureDecoder.decode(bytes, maxPixels)));
    if (PictureHeader.of(bytes).format() == PictureHeader.Format.JPEG) {
      JdkJpeg.requireIntact(bytes);
    }
    return new PictureInspection(ContentHash.of(bytes), perceptualHash);
  }
}
