package dev.blindspot.train.model;

import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.error.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.common.resources.ResourceType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.PretrainedType;
import org.deeplearning4j.zoo.model.VGG16;
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

  private final WeightSource source;
  private final Path folder;
  private final boolean downloading;

  /**
   * Weights from a source.
   *
   * @param folder what relative paths in the source are relative to
   */
  public FirstWeights(WeightSource source, Path folder) {
    this(source, folder, true);
  }

  private FirstWeights(WeightSource source, Path folder, boolean downloading) {
    this.source = source;
    this.folder = folder;
    this.downloading = downloading;
  }

  /** The same, random where they would have to be downloaded: enough to check what fits them. */
  public FirstWeights withoutDownload() {
    return new FirstWeights(source, folder, false);
  }

  /** What the network that starts from these weights does to its pixels first. */
  public Preprocessing preprocessing() {
    if (source instanceof WeightSource.Imagenet || source instanceof WeightSource.Keras) {
      return Preprocessing.IMAGENET_MEAN;
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
                  + " ImageNet's mean (VGG16 of Keras and DL4J), preprocessing: symmetric if BGR"
                  + " from -1 to 1")
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
        if (!downloading && !imagenetZip().isPresent()) {
          LOG.info("the ImageNet weights are not on this machine yet; they will be downloaded");
          return graph.params().reshape(1, graph.numParams()).dup();
        }
        LayerCopy.copy(imagenet(), graph, "the ImageNet weights");
      } else if (source instanceof WeightSource.Keras keras) {
        KerasWeights.copy(folder.resolve(keras.file()), spec, graph);
      } else if (source instanceof WeightSource.Zip zip) {
        Path file = folder.resolve(zip.file());
        LayerCopy.copy(ModelFile.readGraph(file), graph, file.toString());
      } else if (source instanceof WeightSource.Run run) {
        Path file = modelOf(run);
        LayerCopy.copy(ModelFile.readGraph(file), graph, file.toString());
      }
      return graph.params().reshape(1, graph.numParams()).dup();
    } finally {
      graph.close();
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

  private static ComputationGraph imagenet() {
    CachedDownload zip = imagenetZip();
    try {
      return ModelFile.readGraph(zip.fetch());
    } catch (IOException e) {
      throw new UserError(
          ("The ImageNet weights of VGG16 could not be loaded (%s). Without internet, fetch %s on another machine and put"
                  + " it at %s (Adler-32 checksum %d); or start from 'weights: random' or from a file.")
              .formatted(e, zip.url(), zip.file(), zip.adler32()),
          e);
    }
  }

  /** Address, place in the cache and checksum are those of DL4J's model zoo. */
  private static CachedDownload imagenetZip() {
    VGG16 zoo = VGG16.builder().build();
    String url = zoo.pretrainedUrl(PretrainedType.IMAGENET);
    File folder = DL4JResources.getDirectory(ResourceType.ZOO_MODEL, zoo.modelName());
    return new CachedDownload(
        url,
        folder.toPath().resolve(url.substring(url.lastIndexOf('/') + 1)),
        zoo.pretrainedChecksum(PretrainedType.IMAGENET));
  }
}
