package dev.blindspot.train.cli.option;

import dev.blindspot.train.config.binding.Addresses;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The images that a command looks at. */
public final class ImageArguments {
  @Option(
      names = "--images",
      paramLabel = "PATH",
      required = true,
      arity = "1..*",
      description =
          "Images: files, folders, or patterns such as 'photos/*.jpg'; with --spark also the address of"
              + " a folder, such as hdfs://HOST/photos.")
  private List<String> images = List.of();

  /** What was named; patterns and addresses are looked at when they are read. */
  public List<String> named() {
    for (String text : images) {
      if (!Addresses.isAddress(text)
          && !text.matches(".*[*?\\[{].*")
          && !Files.exists(Path.of(text))) {
        throw new UserError("--images " + text + ": there is no such file or folder");
      }
    }
    return List.copyOf(images);
  }
}
