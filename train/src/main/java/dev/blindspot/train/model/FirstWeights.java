package dev.blindspot.train.model;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.ImagenetWeights.Trained;
import dev.blindspot.train.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights that training starts from. Preprocessing belongs to the weights, so that the source
 * decides it; a head that does not fit keeps its fresh weights.
 */
public final class FirstWeights {
  private static final Logger LOG = LoggerFactory.getLogger(FirstWeights.class);

  private final Architecture architecture;
  private final WeightSource source;
  private final Path folder;
  private final Optional<ImagenetWeights> imagenet; // empty: none are published
  private final boolean downloading;

  /**
   * Weights from a source.
   *
   * @param architecture that they are for
   * @param folder what relative paths in the source are relative to
   * @param progress of a download
   */
  public FirstWeights(
      Architecture architecture, WeightSource source, Path folder, Progress progress) {
    this(
        architecture,
        source,
        folder,
        Trained.of(architecture).map(trained -> new ImagenetWeights(trained, progress)));
  }

  FirstWeights(
      Architecture architecture,
      WeightSource source,
      Path folder,
      Optional<ImagenetWeights> imagenet) {
    this(architecture, source, folder, imagenet, true);
  }

  private FirstWeights(
      Architecture architecture,
      WeightSource source,
      Path folder,
      Optional<ImagenetWeights> imagenet,
      boolean downloading) {
    this.architecture = architecture;
    this.source = source;
    this.folder = folder;
    this.imagenet = imagenet;
    this.downloading = downloading;
  }

  /** The same, random where they would have to be downloaded: enough to check what fits them. */
  public FirstWeights withoutDownload() {
    return new FirstWeights(architecture, source, folder, imagenet, false);
  }

  /** What the network that starts from these weights does to its pixels first. */
  public Preprocessing preprocessing() {
    if (source instanceof WeightSource.Imagenet || source instanceof WeightSource.Keras) {
      return KerasWeights.preprocessing(architecture);
    }
    if (source instanceof WeightSource.Zip zip) {
      return preprocessing(folder.resolve(zip.file()), stated(zip));
    }
    if (source instanceof WeightSource.Run run) {
      Path file = modelOf(run);
      return ModelFile.findSpec(file)
          .map(ModelSpec::preprocessing)
          .orElseThrow(() -> new UserError("weights: " + file + " was not saved by Blindspot"));
    }
    return Preprocessing.SYMMETRIC;
  }

  private static @Nullable Preprocessing stated(WeightSource.Zip zip) {
    WeightSource.Pixels pixels = zip.preprocessing();
    if (pixels == null) {
      return null;
    }
    return switch (pixels) {
      case CAFFE -> Preprocessing.IMAGENET_MEAN;
      case SYMMETRIC -> Preprocessing.SYMMETRIC;
    };
  }

  /** A zip that Blindspot saved says it itself; of others only their makers know. */
  private static Preprocessing preprocessing(Path zip, @Nullable Preprocessing stated) {
    Preprocessing own = ModelFile.findSpec(zip).map(ModelSpec::preprocessing).orElse(stated);
    if (own == null) {
      throw new UserError(
          ("weights: %s was not saved by Blindspot, and does not say what its pixels were: write"
                  + " model.weights: {zip: {file: ..., preprocessing: caffe}} if they were BGR minus"
                  + " ImageNet's mean (VGG16 of Keras and DL4J), preprocessing: symmetric if BGR from"
                  + " -1 to 1")
              .formatted(zip));
    }
    if (stated != null && stated != own) {
      throw new UserError(
          "weights: %s was trained with the preprocessing %s: leave 'preprocessing' out"
              .formatted(zip, own));
    }
    return own;
  }

  /**
   * Parameters for a network of this shape: one row in the order of the standard graph.
   *
   * @param seed of everything that the source does not hold (all of it for random weights, else the
   *     head)
   */
  public INDArray parameters(ModelSpec spec, long seed) {
    ComputationGraph graph = Network.standard(spec, seed);
    try {
      if (source instanceof WeightSource.Imagenet) {
        ImagenetWeights published = imagenet.orElseThrow(() -> Trained.unpublished(architecture));
        published.requireFit(spec);
        if (!downloading && published.here().isEmpty()) {
          LOG.info("the ImageNet weights are not on this machine yet; they will be downloaded");
          return graph.params().reshape(1, graph.numParams()).dup();
        }
        published.copyInto(graph, spec);
      } else if (source instanceof WeightSource.Keras keras) {
        Path file = folder.resolve(keras.file());
        KerasWeights.copy(file, spec, graph);
        FirstConvolution.of(graph).requireUsable(file);
      } else if (source instanceof WeightSource.Zip zip) {
        copy(folder.resolve(zip.file()), graph);
      } else if (source instanceof WeightSource.Run run) {
        copy(modelOf(run), graph);
      }
      return graph.params().reshape(1, graph.numParams()).dup();
    } finally {
      GraphMemory.free(graph);
    }
  }

  private void copy(Path file, ComputationGraph graph) {
    requireArchitecture(file);
    LayerCopy.copy(ModelFile.readGraph(file), graph, file.toString());
  }

  /** Layers are matched by their order, which says nothing where a network has branches. */
  private void requireArchitecture(Path file) {
    Optional<Architecture> saved = ModelFile.findSpec(file).map(ModelSpec::architecture);
    if (saved.orElse(Architecture.VGG16) != architecture) {
      throw new UserError(
          "weights: %s %s, and model.architecture is %s"
              .formatted(
                  file,
                  saved
                      .map(other -> "holds the architecture " + other.word())
                      .orElse("was not saved by Blindspot, so that it can only be read as vgg16"),
                  architecture.word()));
    }
  }

  private Path modelOf(WeightSource.Run run) {
    Path file =
        folder.resolve(run.folder()).resolve("arms").resolve(run.arm()).resolve("model.zip");
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "weights: run '%s' has no finished arm '%s': there is no %s"
              .formatted(run.folder(), run.arm(), file));
    }
    return file;
  }
}
