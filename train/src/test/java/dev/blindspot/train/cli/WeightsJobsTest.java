package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.io.CacheFolder;
import dev.blindspot.train.model.Vgg16File;
import dev.blindspot.train.model.download.Mirror;
import dev.blindspot.train.model.download.PublishingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsJobsTest {
  private static final String NAME = "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5";

  private final Path cache;
  private final User user;

  WeightsJobsTest(@TempDir Path folder) {
    cache = folder.resolve("cache");
    user = new User(folder);
  }

  @BeforeEach
  void everythingIsInOneFolder() throws IOException {
    System.setProperty(CacheFolder.PROPERTY, cache.toString());
    Path zoo = Files.createDirectories(user.folder().resolve("dl4j"));
    DL4JResources.setBaseDirectory(zoo.toFile());
  }

  @AfterEach
  void restore() {
    System.clearProperty(CacheFolder.PROPERTY);
    System.clearProperty(Mirror.PROPERTY);
    DL4JResources.resetBaseDirectoryLocation();
  }

  @Test
  void listSaysWhatWouldComeFromWhere() throws IOException {
    User.Said said = user.blindspot("weights", "list");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines())
        .startsWith(
            NAME + ": 58,889,256 bytes, MD5 6d6bbae143d832006294945121d1f1fc",
            "  not here: " + cache.resolve("weights").resolve(NAME),
            "  from https://storage.googleapis.com/tensorflow/keras-applications/vgg16/" + NAME,
            "  from https://github.com/fchollet/deep-learning-models/releases/download/v0.1/"
                + NAME,
            "vgg16_dl4j_inference.zip: size unknown, Adler-32 d0b833a2");
    Files.createDirectories(cache.resolve("weights"));
    Files.write(cache.resolve("weights").resolve(NAME + ".part"), new byte[1500]);
    assertThat(user.blindspot("weights", "list").out())
        .contains("  begun, 1,500 bytes so far: " + cache.resolve("weights").resolve(NAME));
  }

  /** A server that has another file of the right size, and the zoo's not at all. */
  @Test
  void fetchTellsWhyAndIsAMistakeOfTheUser() {
    byte[] other = new byte[58_889_256];
    try (PublishingServer server =
        new PublishingServer(
            (exchange, number, from) ->
                (exchange.getRequestURI().getPath().endsWith(".h5")
                        ? PublishingServer.sends(other)
                        : PublishingServer.says(404))
                    .answer(exchange, number, from))) {
      System.setProperty(Mirror.PROPERTY, server.address("").toString());
      User.Said said = user.blindspot("weights", "fetch");
      User.assertMistake(
          said,
          server.address(NAME) + ": another file: its checksum is MD5 ",
          "vgg16_dl4j_inference.zip: " + server.address("vgg16_dl4j_inference.zip"),
          "the server answered 404");
      assertThat(said.err()).contains("fetching " + NAME + ", MB: 59/59 (100 %)");
      assertThat(server.asked()).isEqualTo(List.of("/" + NAME, "/vgg16_dl4j_inference.zip"));
    }
  }

  @Test
  void verifyNeedsSomethingToVerify() {
    User.assertMistake(
        user.blindspot("weights", "verify"), "fetch them by: blindspot weights fetch");
    User.assertMistake(
        user.blindspot("weights", "verify", user.folder().resolve("none.h5")),
        "there is no file " + user.folder().resolve("none.h5"));
  }

  @Test
  void networksWithoutPublishedWeightsAreTold() {
    for (String command : List.of("fetch", "verify=some.h5")) {
      List<Object> arguments = new ArrayList<>(List.of("weights"));
      arguments.addAll(List.of(command.split("=")));
      arguments.addAll(List.of("--architecture", "resnet50"));
      User.assertMistake(
          user.blindspot(arguments.toArray()),
          "--architecture: there are ImageNet weights of [vgg16, mobilenet-v2], not of 'resnet50'");
    }
  }

  @Test
  void verifyRecognisesAFile() {
    Path file = Vgg16File.write(user.folder().resolve("mine.h5"));
    User.Said said = user.blindspot("weights", "verify", file);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .isEqualToIgnoringNewLines(
            "loads, its first convolution is VGG16 of ImageNet, channels in the order blue, green,"
                + " red: "
                + file);
  }
}
