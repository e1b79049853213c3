package dev.blindspot.train.model.foreign;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ForeignOptions;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.PixelScale;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A model file, and what it does not say itself.
 *
 * @param name path of the file
 * @param spec of a model of others; null for one that Blindspot saved
 */
public record ModelSource(String name, @Nullable ForeignSpec spec) implements Serializable {

  /** A model that Blindspot saved, which says itself what it expects. */
  public static ModelSource ours(Path file) {
    return new ModelSource(file.toString(), null);
  }

  /**
   * Any model. What is missing in the options is looked for in the file beside it ({@link
   * OptionsFile}) and in the model itself.
   *
   * @param size side of the input where nobody says it; null: somebody must
   * @throws UserError if the model cannot be used, or something is not known of it
   */
  public static ModelSource of(Path file, ForeignOptions given, @Nullable Integer size) {
    if (ForeignModel.isOurs(file)) {
      return ours(file);
    }
    ForeignOptions options = given.over(OptionsFile.read(file));
    PixelScale scale = scale(file, options);
    try (ForeignModel model = ForeignModel.load(file, scale)) {
      int side = side(file, options.inputSize(), model.inputSize(), size);
      return new ModelSource(
          file.toString(),
          new ForeignSpec(
              side,
              options.resize() == null ? Resize.STRETCH : options.resize(),
              scale,
              ClassNames.of(options.labels(), model.classes(side), file),
              model.note()));
    }
  }

  private static PixelScale scale(Path file, ForeignOptions options) {
    String known = options.normalise();
    if (known == null) {
      throw new UserError(
          "%s was not saved by Blindspot: say what it expects of pixels, --normalise caffe (Keras's VGG and ResNet), torch (torchvision) or tf (Keras's MobileNet, Inception); or none, zero-one or symmetric with --channels rgb or bgr. A file %s beside it is read"
              .formatted(file, OptionsFile.beside(file).getFileName()));
    }
    return PixelScale.named(known, options.channels());
  }

  private static int side(
      Path file, @Nullable Integer asked, OptionalInt fixed, @Nullable Integer usual) {
    if (fixed.isPresent() && asked != null && asked != fixed.getAsInt()) {
      throw new UserError(
          "--input-size is %d, but %s takes images of %d pixels only"
              .formatted(asked, file, fixed.getAsInt()));
    }
    if (fixed.isPresent() || asked != null || usual != null) {
      return fixed.orElseGet(() -> asked != null ? asked : requireNonNull(usual));
    }
    throw new UserError(
        file + " does not say how large its images are: add --input-size, such as 224");
  }

  /** The file. */
  public Path file() {
    return Path.of(name);
  }

  /** The same model in another place. */
  public ModelSource at(Path copy) {
    return new ModelSource(copy.toString(), spec);
  }

  /** Opens it; the caller closes it. */
  public OpenModel open() {
    ForeignSpec of = spec;
    if (of == null) {
      ModelFile.Loaded loaded = ModelFile.load(file());
      return new OpenModel(
          loaded.spec().inputSize(),
          loaded.spec().resize(),
          loaded.spec().classes(),
          loaded.spec().preprocessing().scaling(),
          loaded.classifier(),
          loaded);
    }
    ForeignModel model = ForeignModel.load(file(), of.scale());
    model.classes(of.inputSize()); // compares the compiled network with the graph
    return new OpenModel(
        of.inputSize(), of.resize(), of.classes(), of.scale().scaling(), model.classifier(), model);
  }
}
