package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.CacheFolder;
import dev.blindspot.train.model.ImagenetWeights.Trained;
import dev.blindspot.train.model.KerasFile.Layout;
import dev.blindspot.train.model.download.Checksum;
import dev.blindspot.train.model.download.Mirror;
import dev.blindspot.train.model.download.PublishedFile;
import dev.blindspot.train.model.download.PublishingServer;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImagenetWeightsTest {
  private static final String NOBODY = "http://127.0.0.1:1/";
  private static final ModelSpec SPEC = spec(1, false);

  private final Path folder;
  private final Path cached;
  private final String zooAddress = DL4JResources.getBaseDownloadURL();

  ImagenetWeightsTest(@TempDir Path folder) {
    this.folder = folder;
    this.cached = folder.resolve("cache/weights/vgg16.h5");
  }

  @BeforeEach
  void everythingIsInOneFolder() throws IOException {
    System.setProperty(CacheFolder.PROPERTY, folder.resolve("cache").toString());
    DL4JResources.setBaseDownloadURL(NOBODY);
    DL4JResources.setBaseDirectory(Files.createDirectories(folder.resolve("dl4j")).toFile());
  }

  @AfterEach
  void restore() {
    System.clearProperty(CacheFolder.PROPERTY);
    System.clearProperty(Mirror.PROPERTY);
    DL4JResources.setBaseDownloadURL(zooAddress);
    DL4JResources.resetBaseDirectoryLocation();
  }

  /** The whole way: two addresses, a checksum, the import, and what arrived in the network. */
  @Test
  void areFetchedFromWhoeverHasThemAndLoaded() throws IOException {
    byte[] content = Files.readAllBytes(Vgg16File.write(folder.resolve("published.h5")));
    INDArray expected =
        new FirstWeights(
                Architecture.VGG16, new WeightSource.Keras("published.h5"), folder, Progress.NONE)
            .parameters(SPEC, 4);
    try (PublishingServer server = new PublishingServer(PublishingServer.sends(content))) {
      FirstWeights weights = weights(content, URI.create(NOBODY), server.address("b/vgg16.h5"));
      assertThat(weights.preprocessing()).isEqualTo(Preprocessing.IMAGENET_MEAN);
      assertThat(weights.parameters(SPEC, 4)).isEqualTo(expected);
      assertThat(weights.parameters(SPEC, 4)).isEqualTo(expected);
      assertThat(server.asked()).containsExactly("/b/vgg16.h5");
      assertThat(cached).hasBinaryContent(content);
    }
  }

  @Test
  void aMirrorIsAskedInstead() throws IOException {
    byte[] content = Files.readAllBytes(Vgg16File.write(folder.resolve("published.h5")));
    try (PublishingServer mirror = new PublishingServer(PublishingServer.sends(content))) {
      System.setProperty(Mirror.PROPERTY, mirror.address("own").toString());
      weights(content, URI.create("http://weights.invalid/vgg16.h5")).parameters(SPEC, 4);
      assertThat(mirror.asked()).containsExactly("/own/vgg16.h5");
    }
  }

  /** A right checksum says that it is the published file, not that we read it rightly. */
  @Test
  void filtersThatAreNotTheKnownOnesAreRefused() throws IOException {
    Path file = folder.resolve("published.h5");
    KerasFile.write(file, Layout.APPLICATIONS, KerasFile.convolutions(SPEC, 3));
    FirstWeights weights = weights(Files.readAllBytes(file), file.toUri());
    assertThatThrownBy(() -> weights.parameters(SPEC, 4))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: the first convolution of " + cached)
        .hasMessageContaining("not the first convolution of VGG16");
  }

  @Test
  void networksThatTheyDoNotFitAreToldBeforeAnythingIsFetched() {
    FirstWeights weights = weights(new byte[] {1}, URI.create(NOBODY));
    for (ModelSpec other : List.of(spec(0.5, false), spec(1, true))) {
      assertThatThrownBy(() -> weights.parameters(other, 4))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("weights: imagenet is VGG16 without batch normalisation");
    }
  }

  /** MobileNetV2 is published at several widths; of one, everything is known that a fetch needs. */
  @Test
  void mobileNetV2IsTakenAtItsPublishedWidth() {
    ImagenetWeights weights = new ImagenetWeights(Trained.MOBILENET_V2, Progress.NONE);
    assertThat(weights.published())
        .singleElement()
        .satisfies(file -> assertThat(file.name()).endsWith("_0.35_224_no_top.h5"));
    weights.requireFit(mobileNet(0.35));
    assertThatThrownBy(() -> weights.requireFit(mobileNet(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at width 0.35; set model.width to it, was 1.0, or fetch");
  }

  private static ModelSpec mobileNet(double width) {
    return new ModelSpec(
        Architecture.MOBILENET_V2,
        32,
        Resize.STRETCH,
        width,
        true,
        0,
        Preprocessing.SYMMETRIC,
        List.of("a", "b"));
  }

  @Test
  void withoutInternetTheMessageSaysWhatToDo() {
    FirstWeights weights = weights(new byte[] {1}, URI.create(NOBODY));
    assertThatThrownBy(() -> weights.parameters(SPEC, 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("vgg16.h5: " + NOBODY + ": Connection refused")
        .hasMessageContaining("vgg16_dl4j_inference.zip: " + NOBODY + "models/vgg16_dl4j")
        .hasMessageContaining("put it at " + cached)
        .hasMessageContaining("(1 bytes, Adler-32 ")
        .hasMessageContaining("set BLINDSPOT_WEIGHTS_MIRROR to a server of yours")
        .hasMessageContaining("'weights: random'");
    assertThat(cached).doesNotExist();
  }

  @Test
  void aCheckDownloadsNothing() {
    FirstWeights weights = weights(new byte[] {1}, URI.create(NOBODY)).withoutDownload();
    assertThat(weights.parameters(SPEC, 1).length()).isEqualTo(SPEC.parameters());
    assertThat(weights.preprocessing()).isEqualTo(Preprocessing.IMAGENET_MEAN);
    assertThatThrownBy(() -> weights.parameters(spec(0.5, false), 1)).isInstanceOf(UserError.class);
    assertThat(cached).doesNotExist();
  }

  @Test
  void whatIsHereIsListed() throws IOException {
    assertThat(new ImagenetWeights(Trained.VGG16, Progress.NONE).here()).isEmpty();
    Path file = Vgg16File.write(folder.resolve("published.h5"));
    byte[] content = Files.readAllBytes(file);
    ImagenetWeights weights = imagenet(content, List.of(file.toUri()));
    assertThat(weights.here()).isEmpty();
    weights.fetch();
    assertThat(weights.here()).containsExactly(cached);
    Files.write(cached, new byte[content.length]);
    assertThat(weights.here()).isEmpty();
  }

  @Test
  void filesOfUsersAreRecognised() {
    ImagenetWeights weights = new ImagenetWeights(Trained.VGG16, Progress.NONE);
    Path published = Vgg16File.write(folder.resolve("published.h5"));
    assertThat(weights.recognise(published)).startsWith("VGG16 of ImageNet, channels in the order");
    Path other = folder.resolve("other.h5");
    KerasFile.write(other, Layout.NESTED, KerasFile.convolutions(SPEC, 3));
    assertThat(weights.recognise(other)).startsWith("not the first convolution of VGG16");
  }

  /**
   * Only where somebody has fetched the real file: {@code blindspot weights fetch}, and {@code mvn
   * -Dblindspot.imagenet=FILE}.
   */
  @Test
  void theRealFileIsRecognised() {
    String real = System.getProperty("blindspot.imagenet");
    assumeThat(real).as("blindspot.imagenet names the real file").isNotNull();
    assertThat(new ImagenetWeights(Trained.VGG16, Progress.NONE).recognise(Path.of(real)))
        .startsWith("VGG16 of ImageNet, channels in the order blue, green, red");
  }

  private FirstWeights weights(byte[] content, URI... addresses) {
    return new FirstWeights(
        Architecture.VGG16,
        new WeightSource.Imagenet(),
        folder,
        Optional.of(imagenet(content, List.of(addresses))));
  }

  private static ImagenetWeights imagenet(byte[] content, List<URI> addresses) {
    java.util.zip.Adler32 sum = new java.util.zip.Adler32();
    sum.update(content);
    return new ImagenetWeights(
        Trained.VGG16,
        new PublishedFile(
            "vgg16.h5",
            content.length,
            new Checksum(Checksum.Kind.ADLER_32, "%08x".formatted(sum.getValue())),
            addresses),
        Progress.NONE);
  }

  private static ModelSpec spec(double width, boolean batchNorm) {
    return new ModelSpec(
        Architecture.VGG16,
        32,
        Resize.STRETCH,
        width,
        batchNorm,
        0,
        Preprocessing.IMAGENET_MEAN,
        List.of("a", "b"));
  }
}
