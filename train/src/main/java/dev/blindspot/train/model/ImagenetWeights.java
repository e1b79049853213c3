package dev.blindspot.train.model;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.CacheFolder;
import dev.blindspot.train.model.download.Checksum;
import dev.blindspot.train.model.download.Checksum.Kind;
import dev.blindspot.train.model.download.Download;
import dev.blindspot.train.model.download.Mirror;
import dev.blindspot.train.model.download.PublishedFile;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.common.resources.ResourceType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.PretrainedType;
import org.deeplearning4j.zoo.model.VGG16;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VGG16 as trained on ImageNet: Keras's file of its convolutions (59 MB), or where that cannot be
 * had, the whole network of DL4J's zoo (550 MB). The first convolution of either must be the known
 * one.
 */
public final class ImagenetWeights {
  private static final Logger LOG = LoggerFactory.getLogger(ImagenetWeights.class);

  /** Name, size, addresses and MD5 are those in keras.applications and its first release. */
  static final PublishedFile KERAS =
      new PublishedFile(
          "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5",
          58_889_256,
          new Checksum(Kind.MD5, "6d6bbae143d832006294945121d1f1fc"),
          List.of(
              URI.create(
                  "https://storage.googleapis.com/tensorflow/keras-applications/vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"),
              URI.create(
                  "https://github.com/fchollet/deep-learning-models/releases/download/v0.1/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5")));

  private final PublishedFile keras;
  private final Progress progress;

  /** The published weights. */
  public ImagenetWeights(Progress progress) {
    this(KERAS, progress);
  }

  ImagenetWeights(PublishedFile keras, Progress progress) {
    this.keras = keras;
    this.progress = progress;
  }

  /** Everything that would be asked for, in this order. */
  public List<PublishedFile> published() {
    return List.of(Mirror.of(keras), Mirror.of(zoo()));
  }

  /** One of the published files on this machine. */
  public Download download(PublishedFile file) {
    return new Download(file, folder(file), progress);
  }

  /** Keras's files are our cache's; the zoo's lies where DL4J itself looks for it. */
  private static Path folder(PublishedFile file) {
    return isKeras(file)
        ? CacheFolder.path().resolve("weights")
        : DL4JResources.getDirectory(ResourceType.ZOO_MODEL, "vgg16").toPath();
  }

  private static boolean isKeras(PublishedFile file) {
    return file.name().endsWith(".h5");
  }

  /** Address and checksum are those of DL4J's model zoo, which says no size. */
  private static PublishedFile zoo() {
    VGG16 zoo = VGG16.builder().build();
    URI address = URI.create(zoo.pretrainedUrl(PretrainedType.IMAGENET));
    String path = address.getPath();
    String sum =
        String.format(Locale.ROOT, "%08x", zoo.pretrainedChecksum(PretrainedType.IMAGENET));
    return new PublishedFile(
        path.substring(path.lastIndexOf('/') + 1),
        0,
        new Checksum(Kind.ADLER_32, sum),
        List.of(address));
  }

  /** The first published file that can be had; fetched when it is missing. */
  public Path fetch() {
    StringBuilder reasons = new StringBuilder();
    for (PublishedFile file : published()) {
      try {
        return download(file).fetch();
      } catch (IOException e) {
        reasons.append("\n  ").append(file.name()).append(": ").append(e.getMessage());
      }
    }
    PublishedFile first = keras;
    throw new UserError(
        ("the ImageNet weights of VGG16 could not be fetched:%s\nWithout internet, fetch %s on"
                + " another machine and put it at %s (%d bytes, %s); or set %s to a server of yours"
                + " that has it; or start from 'weights: random' or from a file.")
            .formatted(
                reasons,
                first.addresses().get(0),
                folder(first).resolve(first.name()),
                first.bytes(),
                first.checksum(),
                Mirror.VARIABLE));
  }

  /** Refuses networks of another shape, before anything is fetched. */
  void requireFit(ModelSpec spec) {
    if (spec.architecture() != Architecture.VGG16) {
      throw new UserError(
          "weights: imagenet is VGG16, and model.architecture is %s: set it to vgg16, or start from 'weights: random' or from a file (keras for mobilenet-v2, zip, run)"
              .formatted(spec.architecture().word()));
    }
    if (spec.batchNorm() || spec.width() != 1) {
      throw new UserError(
          "weights: imagenet is VGG16 without batch normalisation; set model.width to 1 and"
              + " model.batchNorm to false, were %s and %s"
                  .formatted(spec.width(), spec.batchNorm()));
    }
  }

  /** Copies the convolutions into a standard graph, and checks what arrived in it. */
  void copyInto(ComputationGraph graph, ModelSpec spec) {
    requireFit(spec);
    Path file = fetch();
    copy(file, graph, spec);
    FirstConvolution found = FirstConvolution.of(graph);
    found.requireImagenet(file);
    LOG.info("{}: {}", file, found);
  }

  private static void copy(Path file, ComputationGraph graph, ModelSpec spec) {
    if (file.toString().endsWith(".zip")) {
      LayerCopy.copy(ModelFile.readGraph(file), graph, file.toString());
    } else {
      KerasWeights.copy(file, spec, graph);
    }
  }

  /**
   * Loads a file as training does, and says what its first convolution is.
   *
   * @param file Keras's HDF5 or a DL4J zip, with the convolutions of VGG16
   */
  public String recognise(Path file) {
    ModelSpec spec =
        new ModelSpec(
            Architecture.VGG16,
            32,
            Resize.STRETCH,
            1,
            false,
            0,
            Preprocessing.IMAGENET_MEAN,
            List.of("a", "b"));
    ComputationGraph graph = Network.standard(spec, 0);
    try {
      copy(file, graph, spec);
      FirstConvolution found = FirstConvolution.of(graph);
      found.requireUsable(file);
      return found.toString();
    } finally {
      graph.close();
    }
  }

  /** The published files that are on this machine, whole and undamaged. */
  public List<Path> here() {
    return published().stream().flatMap(this::here).toList();
  }

  private Stream<Path> here(PublishedFile file) {
    Download download = download(file);
    try {
      return download.isHere() ? Stream.of(download.file()) : Stream.empty();
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(download.file(), e.getMessage()), e);
    }
  }
}
