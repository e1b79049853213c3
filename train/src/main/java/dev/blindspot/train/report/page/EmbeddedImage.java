package dev.blindspot.train.report.page;

import dev.blindspot.train.report.page.PageImages.Compression;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An image inside the page: no wider than the page's {@link Compression} allows, a large one as
 * JPEG when that is smaller.
 *
 * @param uri data URI
 * @param width columns
 * @param height rows
 */
public record EmbeddedImage(String uri, int width, int height) {
  private static final int SMALL_BYTES = 48 * 1024;

  /**
   * Reads an image file.
   *
   * @return null when there is no such file inside the folder, or it is not an image
   */
  static @Nullable EmbeddedImage read(Path folder, String file, Compression compression)
      throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    Path path = inside(root, file);
    if (path == null || !path.startsWith(root) || !Files.isRegularFile(path)) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(path);
    BufferedImage image = ImageIO.read(path.toFile());
    return image == null ? null : of(bytes, image, compression);
  }

  private static @Nullable Path inside(Path root, String file) {
    try {
      return root.resolve(file).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static EmbeddedImage of(byte[] original, BufferedImage image, Compression compression)
      throws IOException {
    boolean jpeg = original.length > 2 && (original[0] & 0xff) == 0xff;
    if (original.length <= SMALL_BYTES && image.getWidth() <= compression.maxWidthPx()) {
      return embed(original, jpeg, image);
    }
    BufferedImage page = opaque(image, compression.maxWidthPx());
    byte[] compressed = jpeg(page, compression.quality());
    boolean kept = compressed.length >= original.length && page.getWidth() == image.getWidth();
    return kept ? embed(original, jpeg, image) : embed(compressed, true, page);
  }

  private static EmbeddedImage embed(byte[] bytes, boolean jpeg, BufferedImage image) {
    String type = jpeg ? "image/jpeg" : "image/png";
    String uri = "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    return new EmbeddedImage(uri, image.getWidth(), image.getHeight());
  }

  /** On white, because JPEG has no transparency, and no wider than the page needs. */
  private static BufferedImage opaque(BufferedImage image, int maxWidth) {
    int width = Math.min(maxWidth, image.getWidth());
    int height = Math.max(1, Math.round(image.getHeight() * (float) width / image.getWidth()));
    BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return page;
  }

  private static byte[] jpeg(BufferedImage image, float strength) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(strength);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
