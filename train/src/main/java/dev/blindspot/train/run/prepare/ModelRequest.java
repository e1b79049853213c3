package dev.blindspot.train.run.prepare;

import dev.blindspot.train.config.ForeignOptions;
import dev.blindspot.train.model.foreign.ForeignModel;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OptionsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Models that a command is about.
 *
 * @param files DL4J zips, Keras or ONNX files; the first one is the reference
 * @param options what is said of those that Blindspot did not save
 * @param remember whether that is to be kept beside them
 */
public record ModelRequest(List<Path> files, ForeignOptions options, boolean remember) {
  public ModelRequest {
    files = List.copyOf(files);
  }

  /** Models of which nothing is said. */
  public static ModelRequest of(List<Path> files) {
    return new ModelRequest(files, ForeignOptions.NONE, false);
  }

  /**
   * All that is known of every model, by short names.
   *
   * @param size side of the input where neither a model nor anybody else says it; null: somebody
   *     must
   */
  public Map<String, ModelSource> sources(@Nullable Integer size) {
    Map<String, ModelSource> sources = new LinkedHashMap<>();
    ModelNames.of(files).forEach((name, file) -> sources.put(name, source(file, size)));
    return sources;
  }

  private ModelSource source(Path file, @Nullable Integer size) {
    ModelSource source = ModelSource.of(file, options, size);
    if (remember && !ForeignModel.isOurs(file)) {
      OptionsFile.write(file, options);
    }
    return source;
  }
}
