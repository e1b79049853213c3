package dev.blindspot.train.run.job;

import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.foreign.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The trained arms of a run, in the order of its configuration, those that were added later behind
 * them. Of an arm with several seeds, the first one by name.
 */
record RunModels(LoadedConfig config, Map<String, ModelSource> sources) {
  private static final String CONFIG = "config.resolved.yaml";
  private static final String MODEL = "model.zip";

  static RunModels of(Path run) {
    Path file = run.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "%s: there is no %s. Name the folder of a run, such as runs/quickstart, or models and images by --model and --images."
              .formatted(run, CONFIG));
    }
    LoadedConfig config = ConfigReader.read(file, List.of());
    Map<String, ModelSource> sources = new LinkedHashMap<>();
    Path arms = run.resolve("arms");
    for (String arm : names(config, arms)) {
      model(arms.resolve(arm)).ifPresent(model -> sources.put(arm, ModelSource.ours(model)));
    }
    if (sources.isEmpty()) {
      throw new UserError(
          "%s: no arm has a %s yet. A stopped run goes on with blindspot run ... --resume."
              .formatted(run, MODEL));
    }
    return new RunModels(config, sources);
  }

  private static Set<String> names(LoadedConfig config, Path arms) {
    Set<String> names = new LinkedHashSet<>(config.config().arms().keySet());
    folders(arms).forEach(folder -> names.add(folder.getFileName().toString()));
    return names;
  }

  private static Optional<Path> model(Path arm) {
    return Stream.concat(Stream.of(arm), folders(arm).stream())
        .map(folder -> folder.resolve(MODEL))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UserError("the folder " + parent + " cannot be read: " + e.getMessage(), e);
    }
  }
}
