package dev.blindspot.train.run;

import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.BadImageException;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The picture files of a folder, sorted by name, without a manifest. */
final class PictureFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PictureFiles.class);
  private static final List<String> ENDINGS =
      List.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff");

  private PictureFiles() {}

  /** A picture and the name of its file. */
  record Named(String name, Picture picture) {}

  static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures = files.filter(PictureFiles::isPicture).sorted().toList();
      if (pictures.isEmpty()) {
        throw new UserError(
            "there are no pictures in "
                + folder.toAbsolutePath()
                + " (looked for "
                + String.join(", ", ENDINGS)
                + ")");
      }
      return pictures;
    } catch (IOException e) {
      throw new UserError("the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads some files; one that cannot be used is told and left out. */
  static List<Named> read(List<Path> files, PictureReader reader) {
    List<Named> pictures = new ArrayList<>(files.size());
    for (Path file : files) {
      try {
        pictures.add(new Named(file.getFileName().toString(), reader.read(file)));
      } catch (BadImageException e) {
        LOG.warn("left out {}: {}", file, e.getMessage());
      }
    }
    return pictures;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
