package dev.blindspot.train.model;

import static java.util.stream.Collectors.joining;

import dev.blindspot.explain.backend.GraphMemory;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.common.resources.ResourceType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.PretrainedType;
import org.deeplearning4j.zoo.model.VGG16;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network as trained on ImageNet: Keras's file of its convolutions, or where that of VGG16 cannot
 * be had, the whole network of DL4J's zoo (550 MB). The first convolution of each must be the known
 * one.
 */
public final class ImagenetWeights {
  private static final Logger LOG = LoggerFactory.getLogger(ImagenetWeights.class);

  static final String KERAS_APPLICATIONS =
      "https://storage.googleapis.com/tensorflow/keras-applications/";

  /** Networks that there are weights of. */
  public enum Trained {
    /** Name, size, addresses and MD5 are those in keras.applications and its first release. */
    VGG16(
        Architecture.VGG16,
        1,
        new PublishedFile(
            "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5",
            58_889_256,
            new Checksum(Kind.MD5, "6d6bbae143d832006294945121d1f1fc"),
            List.of(
                URI.create(
                    KERAS_APPLICATIONS + "vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"),
                URI.create(
                    "https://github.com/fchollet/deep-learning-models/releases/download/v0.1/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5")))),
    /**
     * Name and address are those in keras.applications, which names no checksum; the size is what
     * its server says, the checksum what a program names that reads the file.
     */
    MOBILENET_V2(
        Architecture.MOBILENET_V2,
        0.35,
        new PublishedFile(
            "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5",
            2_019_640,
            new Checksum(
                Kind.SHA_256, "df1c3db1d0d9193719c4c70f707c56f7021f999f825bdc57454c275cf6def19f"),
            List.of(
                URI.create(
                    KERAS_APPLICATIONS
                        + "mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5"))));

    private final Architecture architecture;
    private final double width;

    @SuppressWarnings("ImmutableEnumChecker") // it holds copies of immutable values
    private final PublishedFile keras;

    Trained(Architecture architecture, double width, PublishedFile keras) {
      this.architecture = architecture;
      this.width = width;
      this.keras = keras;
    }

    /** The network of an architecture; empty where none is published that would fit. */
    static Optional<Trained> of(Architecture architecture) {
      return Stream.of(values()).filter(each -> each.architecture == architecture).findFirst();
    }

    /** Says of which networks there are some, instead of those that are asked for. */
    static UserError unpublished(Architecture architecture) {
      return new UserError(
          ("weights: imagenet is there for %s, and model.architecture is %s: take one of them, or"
                  + " start from 'weights: random' or from a file (zip, run)")
              .formatted(
                  Stream.of(values()).map(Trained::toString).collect(joining(" and ")),
                  architecture.word()));
    }

    /** As {@code model.architecture} calls it. */
    @Override
    public String toString() {
      return architecture.word();
    }

    private ModelSpec spec() {
      return new ModelSpec(
          architecture,
          32,
          Resize.STRETCH,
          width,
          architecture != Architecture.VGG16,
          0,
          KerasWeights.preprocessing(architecture),
          List.of("a", "b"));
    }
  }

  private final Trained trained;
  private final PublishedFile keras;
  private final Progress progress;

  /** The published weights of a network. */
  public ImagenetWeights(Trained trained, Progress progress) {
    this(trained, trained.keras, progress);
  }

  ImagenetWeights(Trained trained, PublishedFile keras, Progress progress) {
    this.trained = trained;
    this.keras = keras;
    this.progress = progress;
  }

  /** Everything that would be asked for, in this order. */
  public List<PublishedFile> published() {
    return trained == Trained.VGG16
        ? List.of(Mirror.of(keras), Mirror.of(zoo()))
        : List.of(Mirror.of(keras));
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
        ("the ImageNet weights of %s could not be fetched:%s\nWithout internet, fetch %s on"
                + " another machine and put it at %s (%d bytes, %s); or set %s to a server of yours"
                + " that has it; or start from 'weights: random' or from a file.")
            .formatted(
                trained,
                reasons,
                first.addresses().get(0),
                folder(first).resolve(first.name()),
                first.bytes(),
                first.checksum(),
                Mirror.VARIABLE));
  }

  /** Refuses networks of this architecture that have another shape, before anything is fetched. */
  void requireFit(ModelSpec spec) {
    if (trained == Trained.VGG16 && (spec.batchNorm() || spec.width() != trained.width)) {
      throw new UserError(
          "weights: imagenet is VGG16 without batch normalisation; set model.width to 1 and"
              + " model.batchNorm to false, were %s and %s"
                  .formatted(spec.width(), spec.batchNorm()));
    }
    if (spec.width() != trained.width) {
      throw new UserError(
          ("weights: imagenet is MobileNetV2 at width %s; set model.width to it, was %s, or fetch"
                  + " Keras's file of that alpha and say weights: {keras: {file: ...}}")
              .formatted(trained.width, spec.width()));
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
   * @param file Keras's HDF5 or a DL4J zip, with the convolutions of the network
   */
  public String recognise(Path file) {
    ModelSpec spec = trained.spec();
    ComputationGraph graph = Network.standard(spec, 0);
    try {
      copy(file, graph, spec);
      FirstConvolution found = FirstConvolution.of(graph);
      found.requireUsable(file);
      return found.toString();
    } finally {
      GraphMemory.free(graph);
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
