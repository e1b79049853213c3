package dev.blindspot.train.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.io.StrictJson;
import dev.blindspot.train.model.format.GraphConfiguration;
import dev.blindspot.train.model.format.GraphReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

/**
 * Saved models: the zip of DL4J's {@code ModelSerializer} with standard layers and its normaliser,
 * readable without Blindspot, plus one entry {@code blindspot.json} with the {@link ModelSpec}.
 */
public final class ModelFile {
  private static final String SPEC_ENTRY = "blindspot.json";
  private static final int MAX_SPEC = 1 << 20;

  private ModelFile() {}

  /** A model that was read: what it is, and its graph of standard layers. */
  public record Loaded(ModelSpec spec, ComputationGraph graph) implements AutoCloseable {
    /** The network for fast scoring; closed before this. */
    public ScoringNetwork network() {
      return ScoringNetwork.of(spec, graph);
    }

    /** What scores and explains with this model's weights; closed before this. */
    public ImageClassifier classifier() {
      return ImageClassifier.of(graph, spec.preprocessing().scaling());
    }

    @Override
    public void close() {
      GraphMemory.free(graph);
    }
  }

  /** Writes the zip atomically: a reader finds the old file or the whole new one. */
  public static void save(Network network, Path file) throws IOException {
    ComputationGraph graph = network.standard();
    try {
      AtomicFile.write(
          file,
          temporary -> {
            ModelSerializer.writeModel(graph, temporary.toFile(), false);
            addSpec(temporary, network.spec());
          });
    } finally {
      GraphMemory.free(graph);
    }
  }

  /** Reads a model that Blindspot saved. */
  public static Loaded load(Path file) {
    OneDnn.enable();
    ModelSpec spec =
        findSpec(file)
            .orElseThrow(
                () ->
                    new UserError(
                        "%s was not saved by Blindspot: it holds no %s with input size, preprocessing and classes"
                            .formatted(file, SPEC_ENTRY)));
    ComputationGraph graph = readGraph(file);
    if (graph.numParams() != spec.parameters()) {
      throw new UserError(
          "%s holds a %s of another network: %d parameters, the graph has %d"
              .formatted(file, SPEC_ENTRY, spec.parameters(), graph.numParams()));
    }
    if (!GraphConfiguration.isSameNetwork(
        graph.getConfiguration(), Network.standardConfiguration(spec))) {
      throw new UserError(
          "%s holds a %s of another network: its layers differ".formatted(file, SPEC_ENTRY));
    }
    return new Loaded(spec, graph);
  }

  /** Reads the graph of any DL4J model zip; nothing in it is deserialised by Java serialisation. */
  static ComputationGraph readGraph(Path file) {
    requireFile(file);
    return GraphReader.read(file);
  }

  /** The specification in a model zip; empty for models of others. */
  public static Optional<ModelSpec> findSpec(Path file) {
    requireFile(file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path entry = zip.getPath(SPEC_ENTRY);
      return Files.exists(entry) ? Optional.of(parse(file, text(entry))) : Optional.empty();
    } catch (ProviderNotFoundException e) {
      throw new UserError(file + " is not a model zip", e);
    } catch (IOException e) {
      throw new UserError(file + " is not a model zip (or it is damaged): " + e.getMessage(), e);
    }
  }

  /** A small entry can inflate to gigabytes. */
  private static String text(Path entry) throws IOException {
    try (InputStream in = Files.newInputStream(entry)) {
      byte[] bytes = in.readNBytes(MAX_SPEC + 1);
      if (bytes.length > MAX_SPEC) {
        throw new IOException("its entry %s is larger than %d bytes".formatted(entry, MAX_SPEC));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static ModelSpec parse(Path file, String json) {
    try {
      @Nullable ModelSpec spec = StrictJson.MAPPER.readValue(json, ModelSpec.class);
      if (spec != null) {
        return spec;
      }
      throw new UserError(file + " holds a damaged " + SPEC_ENTRY + ": it is empty");
    } catch (JsonProcessingException e) {
      throw new UserError(
          file + " holds a damaged " + SPEC_ENTRY + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Also what DL4J calls the normalizer; by its own method, all weights are deflated once more. */
  private static void addSpec(Path file, ModelSpec spec) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      try (OutputStream out = Files.newOutputStream(zip.getPath(ModelSerializer.NORMALIZER_BIN))) {
        NormalizerSerializer.getDefault().write(spec.preprocessing().toDl4j(), out);
      }
      byte[] json =
          StrictJson.MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(spec)
              .getBytes(StandardCharsets.UTF_8);
      Files.write(zip.getPath(SPEC_ENTRY), json);
    }
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError("there is no model file " + file.toAbsolutePath());
    }
  }
}
