package dev.blindspot.train.model.foreign;

import dev.blindspot.train.config.ForeignOptions;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.ConfigWriter;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code MODEL.blindspot.yaml} beside a model of others: what the model does not say itself. */
public final class OptionsFile {
  private static final String ENDING = ".blindspot.yaml";

  private OptionsFile() {}

  /** The file beside a model: {@code resnet50.onnx.blindspot.yaml} beside resnet50.onnx. */
  public static Path beside(Path model) {
    return model.resolveSibling(model.getFileName() + ENDING);
  }

  /**
   * What the file says; nothing if there is none. Names of classes are looked for beside it.
   *
   * @throws UserError if it is wrong
   */
  static ForeignOptions read(Path model) {
    Path file = beside(model);
    if (!Files.exists(file)) {
      return ForeignOptions.NONE;
    }
    ForeignOptions read = ConfigReader.part(ForeignOptions.class, file);
    String labels = read.labels();
    return labels == null || labels.equals(ClassNames.IMAGENET)
        ? read
        : new ForeignOptions(
            read.inputSize(),
            read.normalise(),
            read.channels(),
            file.resolveSibling(labels).toString(),
            read.resize());
  }

  /** Writes what was said, over what the file said before. */
  public static Path write(Path model, ForeignOptions options) {
    Path file = beside(model);
    ForeignOptions all = options.over(read(model));
    String labels = all.labels();
    ForeignOptions absolute =
        labels == null || labels.equals(ClassNames.IMAGENET)
            ? all
            : new ForeignOptions(
                all.inputSize(),
                all.normalise(),
                all.channels(),
                named(file, Path.of(labels)),
                all.resize());
    try {
      AtomicFile.write(
          file, temporary -> Files.writeString(temporary, ConfigWriter.part(absolute)));
      return file;
    } catch (IOException e) {
      throw new UserError(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Names of classes that lie beside the model may move with it. */
  private static String named(Path file, Path labels) {
    Path whole = labels.toAbsolutePath().normalize();
    Path folder = file.toAbsolutePath().normalize().getParent();
    return (folder != null && whole.startsWith(folder) ? folder.relativize(whole) : whole)
        .toString();
  }
}
