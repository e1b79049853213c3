package dev.blindspot.train.run.folder;

import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.format.Leftovers;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.source.LinkRule;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The image files of a folder, sorted by name, without a manifest. */
public final class ImageFiles {
  private final Path folder;
  private final LinkRule links;

  /**
   * The files of a folder.
   *
   * @throws UserError when it cannot be read
   */
  public ImageFiles(Path folder, Links links) {
    this.folder = folder;
    try {
      this.links = new LinkRule(folder, links);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** An image and the name of its file. */
  public record Named(String name, DecodedImage image) {}

  /**
   * What was read.
   *
   * @param leftOut files that cannot be used, as {@code data check} judges
   */
  public record Read(List<Named> images, List<BadRow> leftOut) {
    public Read {
      images = List.copyOf(images);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * The files of a folder that may be images: all but hidden ones, leftovers and what is in
   * sub-folders. Their content decides, not the ending of their names.
   *
   * @throws UserError when there are none
   */
  public List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> images =
          files
              .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !Leftovers.is(file.getFileName()))
              .sorted()
              .toList();
      if (images.isEmpty()) {
        throw new UserError(
            "there are no images in %s; its sub-folders are not searched"
                .formatted(folder.toAbsolutePath()));
      }
      return images;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static UserError unreadable(Path folder, IOException e) {
    return new UserError("the folder " + folder + " cannot be read: " + e.getMessage(), e);
  }

  /** Reads some files of a folder. */
  public Read read(List<Path> files, ImageReader reader) {
    List<Named> images = new ArrayList<>(files.size());
    List<BadRow> leftOut = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      try {
        images.add(new Named(name, read(file, reader)));
      } catch (BadImageException e) {
        leftOut.add(new BadRow(file.toString(), name, e.reason()));
      }
    }
    return new Read(images, leftOut);
  }

  private DecodedImage read(Path file, ImageReader reader) throws BadImageException {
    String problem = links.problem(file);
    if (problem != null) {
      throw new BadImageException(problem);
    }
    return reader.readIntact(file);
  }
}
