package dev.blindspot.explain.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes PNG files. */
public final class Png {
  private Png() {}

  /**
   * Writes an image, replacing a file of the same name.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(BufferedImage image, Path file) throws IOException {
    try (var stream = Files.newOutputStream(file)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IOException("This Java cannot write PNG files: " + file);
      }
    }
  }
}
