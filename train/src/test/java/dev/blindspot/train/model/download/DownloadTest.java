package dev.blindspot.train.model.download;

import static dev.blindspot.train.model.download.PublishingServer.cutsAfter;
import static dev.blindspot.train.model.download.PublishingServer.redirects;
import static dev.blindspot.train.model.download.PublishingServer.says;
import static dev.blindspot.train.model.download.PublishingServer.sends;
import static dev.blindspot.train.model.download.PublishingServer.sendsAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  private static final byte[] CONTENT = bytes(1, 250_000);
  private static final byte[] OTHER = bytes(2, 250_000);

  /** Nobody listens there: what a computer without internet sees. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/file");

  private final Path folder;
  private final Path file;
  private final Path part;
  private final PublishingServer server = new PublishingServer(sends(CONTENT));

  DownloadTest(@TempDir Path folder) {
    this.folder = folder.resolve("weights");
    this.file = this.folder.resolve("file");
    this.part = this.folder.resolve("file.part");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void isFetchedOnce() throws IOException {
    assertThat(fetch(server.address("file"))).isEqualTo(file).hasBinaryContent(CONTENT);
    assertThat(part).doesNotExist();
    fetch(server.address("file"));
    assertThat(server.asked()).containsExactly("/file");
  }

  @Test
  void goesOnWhereAConnectionWasCut() throws IOException {
    server.behave(cutsAfter(100_000, CONTENT));
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
    assertThat(server.asked())
        .containsExactly("/file", "/file bytes=100000-", "/file bytes=200000-");
  }

  @Test
  void goesOnWhereAServerFellSilent() throws IOException {
    server.behave(server.fallsSilentAfter(70_000, CONTENT));
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
    assertThat(server.asked()).containsExactly("/file", "/file bytes=70000-");
  }

  /** The process that began it may be gone. */
  @Test
  void goesOnWithWhatAnEarlierFetchLeft() throws IOException {
    server.behave(
        (exchange, number, from) ->
            (number == 1 ? cutsAfter(90_000, CONTENT) : says(503)).answer(exchange, number, from));
    assertThatThrownBy(() -> fetch(server.address("file")))
        .isInstanceOf(IOException.class)
        .hasMessage(server.address("file") + ": the server answered 503");
    assertThat(part).hasSize(90_000);
    assertThat(file).doesNotExist();
    server.behave(sends(CONTENT));
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
    assertThat(server.asked()).last().isEqualTo("/file bytes=90000-");
  }

  /** What is left of one address serves another, since the checksum is the same. */
  @Test
  void goesOnAtTheNextAddress() throws IOException {
    try (PublishingServer second = new PublishingServer(sends(CONTENT))) {
      server.behave(
          (exchange, number, from) ->
              (number == 1 ? cutsAfter(90_000, CONTENT) : says(403))
                  .answer(exchange, number, from));
      fetch(server.address("file"), second.address("same"));
      assertThat(second.asked()).containsExactly("/same bytes=90000-");
      assertThat(file).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void serversThatKnowNoRangesStartAnew() throws IOException {
    leave(bytes(1, 1000));
    server.behave(sendsAll(CONTENT));
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
    assertThat(server.asked()).containsExactly("/file bytes=1000-");
  }

  @Test
  void remainsOfAnotherFileAreReplaced() throws IOException {
    leave(bytes(3, 1000));
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
    assertThat(server.asked()).containsExactly("/file bytes=1000-", "/file");
  }

  @Test
  void remainsThatAreTooLongAreReplaced() throws IOException {
    leave(bytes(3, 300_000));
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
    assertThat(server.asked()).containsExactly("/file bytes=300000-", "/file");
  }

  @Test
  void anotherFileIsNotTakenAndTheNextAddressIsAsked() throws IOException {
    try (PublishingServer wrong = new PublishingServer(sends(OTHER))) {
      assertThat(fetch(wrong.address("file"), server.address("file"))).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void anotherFileLeavesNothingBehind() {
    server.behave(sends(OTHER));
    assertThatThrownBy(() -> fetch(server.address("file")))
        .isInstanceOf(IOException.class)
        .hasMessage("%s: another file: its checksum is %s", server.address("file"), sum(OTHER));
    assertThat(file).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void longerFilesAreLeftAtTheirPublishedSize() throws IOException {
    server.behave(sends(bytes(1, 5_000_000)));
    assertThatThrownBy(() -> fetch(server.address("file")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is longer than 250000 bytes");
    assertThat(part).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 407, 410})
  void refusalsAreNotRepeated(int status) throws IOException {
    try (PublishingServer refusing = new PublishingServer(says(status))) {
      assertThat(fetch(refusing.address("file"), server.address("file"))).hasBinaryContent(CONTENT);
      assertThat(refusing.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void overloadedServersAreAskedAgain(int status) throws IOException {
    server.behave(
        (exchange, number, from) ->
            (number < 3 ? says(status) : sends(CONTENT)).answer(exchange, number, from));
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
    assertThat(server.asked()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreFollowedToOtherServers(int status) throws IOException {
    try (PublishingServer first =
        new PublishingServer(redirects(status, server.address("there").toString()))) {
      assertThat(fetch(first.address("file"))).hasBinaryContent(CONTENT);
      assertThat(server.asked()).containsExactly("/there");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/loop", "file:///etc/passwd", "ftp://127.0.0.1/file", "http://[", ""})
  void redirectsElsewhereAreRefused(String target) {
    server.behave(redirects(302, target));
    assertThatThrownBy(() -> fetch(server.address("loop")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("redirect");
    assertThat(file).doesNotExist();
  }

  @Test
  void everyAddressSaysWhyItFailed() {
    server.behave(says(403));
    assertThatThrownBy(() -> fetch(server.address("file"), NOBODY))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s: the server answered 403; %s: Connection refused", server.address("file"), NOBODY);
  }

  @Test
  void damagedFilesAreReplaced() throws IOException {
    Files.createDirectories(folder);
    Files.write(file, OTHER);
    assertThat(fetch(server.address("file"))).hasBinaryContent(CONTENT);
  }

  @Test
  void damagedFilesStayWhereNothingBetterCanBeHad() throws IOException {
    Files.createDirectories(folder);
    Files.write(file, OTHER);
    assertThatThrownBy(() -> fetch(NOBODY)).hasMessageStartingWith(file + " is damaged; " + NOBODY);
    assertThat(file).hasBinaryContent(OTHER);
  }

  @Test
  void foldersAreSourcesToo() throws IOException {
    Path shared = Files.write(folder.resolveSibling("shared"), CONTENT);
    assertThat(fetch(shared.toUri())).hasBinaryContent(CONTENT);
    assertThatThrownBy(() -> new Download(other(), folder, Progress.NONE).fetch())
        .hasMessageEndingWith("there is no such file");
  }

  private PublishedFile other() {
    return new PublishedFile(
        "other", 0, sum(OTHER), List.of(folder.resolveSibling("missing").toUri()));
  }

  @Test
  void thoseWhoWantItAtTheSameTimeFetchItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(() -> fetch(server.address("file"))));
      }
      for (Future<Path> one : all) {
        assertThat(one.get()).hasBinaryContent(CONTENT);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(server.asked()).containsExactly("/file");
  }

  @Test
  void progressIsToldInMegabytes() throws IOException {
    byte[] large = bytes(4, 2_500_001);
    server.behave(sends(large));
    List<String> told = new ArrayList<>();
    Progress progress =
        (name, total) -> {
          told.add(name + " of " + total);
          return (done, message) -> told.add(Long.toString(done));
        };
    new Download(
            new PublishedFile("file", large.length, sum(large), List.of(server.address("file"))),
            folder,
            progress)
        .fetch();
    assertThat(told).startsWith("fetching file, MB of 3", "0").contains("1", "2").endsWith("3");
  }

  private Path fetch(URI... addresses) throws IOException {
    PublishedFile published =
        new PublishedFile("file", CONTENT.length, sum(CONTENT), List.of(addresses));
    Patience patience =
        new Patience(Duration.ofSeconds(5), Duration.ofMillis(300), 3, Duration.ofMillis(1));
    return new Download(published, folder, Progress.NONE, new Proxies(Map.of()), patience).fetch();
  }

  private void leave(byte[] remains) throws IOException {
    Files.createDirectories(folder);
    Files.write(part, remains);
  }

  private Checksum sum(byte[] content) {
    try {
      Path temporary = Files.write(Files.createTempFile("sum", ""), content);
      Checksum sum = new Checksum(Checksum.Kind.MD5, "0".repeat(32)).of(temporary);
      Files.delete(temporary);
      return sum;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
