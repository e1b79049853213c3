package dev.blindspot.train.run.folder;

import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.Leftovers;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The image files of a folder, sorted by name, without a manifest. */
public final class ImageFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFiles.class);

  private ImageFiles() {}

  /** An image and the name of its file. */
  public record Named(String name, DecodedImage image) {}

  /**
   * The files of a folder that may be images: all but hidden ones and leftovers. Their content
   * decides, not the ending of their names.
   */
  public static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> images =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !Leftovers.is(file.getFileName()))
              .sorted()
              .toList();
      if (images.isEmpty()) {
        throw new UserError("there are no images in " + folder.toAbsolutePath());
      }
      return images;
    } catch (IOException e) {
      throw new UserError("the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads some files; one that cannot be used, as {@code data check} judges, is named and left out.
   */
  public static List<Named> read(List<Path> files, ImageReader reader) {
    List<Named> images = new ArrayList<>(files.size());
    for (Path file : files) {
      try {
        images.add(new Named(file.getFileName().toString(), reader.readIntact(file)));
      } catch (BadImageException e) {
        LOG.warn("left out {}: {}", file, e.getMessage());
      }
    }
    return images;
  }
}
