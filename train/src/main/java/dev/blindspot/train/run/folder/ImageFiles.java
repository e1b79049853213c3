package dev.blindspot.train.run.folder;

import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The image files of a folder, sorted by name, without a manifest. */
public final class ImageFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFiles.class);
  private static final List<String> ENDINGS =
      List.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff");

  private ImageFiles() {}

  /** An image and the name of its file. */
  public record Named(String name, DecodedImage image) {}

  public static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> images = files.filter(ImageFiles::isImage).sorted().toList();
      if (images.isEmpty()) {
        throw new UserError(
            "there are no images in "
                + folder.toAbsolutePath()
                + " (looked for "
                + String.join(", ", ENDINGS)
                + ")");
      }
      return images;
    } catch (IOException e) {
      throw new UserError("the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads some files; one that cannot be used is told and left out. */
  public static List<Named> read(List<Path> files, ImageReader reader) {
    List<Named> images = new ArrayList<>(files.size());
    for (Path file : files) {
      try {
        images.add(new Named(file.getFileName().toString(), reader.read(file)));
      } catch (BadImageException e) {
        LOG.warn("left out {}: {}", file, e.getMessage());
      }
    }
    return images;
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
