package dev.blindspot.train.model.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);
  private static final Checksum SUM = new Checksum(Checksum.Kind.ADLER_32, "0be202fc");

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy.example:3128, https://a.example/f, HTTP, 3128",
    "HTTPS_PROXY, proxy.example:3128, https://a.example/f, HTTP, 3128",
    "https_proxy, http://proxy.example, https://a.example/f, HTTP, 80",
    "http_proxy, http://proxy.example:3128/, http://a.example/f, HTTP, 3128",
    "all_proxy, socks5://proxy.example, https://a.example/f, SOCKS, 1080",
  })
  void areThoseOfTheEnvironment(
      String variable, String value, URI address, Proxy.Type type, int port) {
    Proxy proxy = new Proxies(Map.of(variable, value)).of(address);
    assertThat(proxy.type()).isEqualTo(type);
    assertThat(proxy.address()).hasToString("proxy.example/<unresolved>:" + port);
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy, https://a.example/f",
    "https_proxy, http://a.example/f",
    "HTTP_PROXY, http://a.example/f"
  })
  void areOfTheirSchemeAlone(String variable, URI address) {
    assertThat(new Proxies(Map.of(variable, "http://proxy.example:1")).of(address))
        .isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, true",
    ".example, true",
    "'b.org, example', true",
    "*, true",
    "le, false",
    "b.a.example, false"
  })
  void hostsMayBeExempt(String exempt, boolean direct) {
    Proxies proxies = new Proxies(Map.of("all_proxy", "http://proxy:1", "no_proxy", exempt));
    assertThat(proxies.of(URI.create("https://A.example/f")).type() == Proxy.Type.DIRECT)
        .isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://proxy.example:1", "http://me:secret@proxy.example:1", "http:// "})
  void whatCannotBeUsedIsToldWithoutItsPassword(String value) {
    Proxies proxies = new Proxies(Map.of("https_proxy", value));
    assertThatThrownBy(() -> proxies.of(URI.create("https://a.example/f")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the proxy set in the environment cannot be used: ")
        .hasMessageNotContaining("secret");
  }

  /** A proxy is asked for the whole address; the name in it need not be known here. */
  @Test
  void proxiesAreAskedInsteadOfTheServer(@TempDir Path folder) throws IOException {
    try (PublishingServer proxy = new PublishingServer(PublishingServer.sends(CONTENT))) {
      Path file = fetch("http://weights.invalid/f", "http_proxy", proxy.address(""), folder);
      assertThat(file).hasBinaryContent(CONTENT);
      assertThat(proxy.asked()).containsExactly("http://weights.invalid/f");
    }
  }

  /** Of an encrypted address, a proxy learns the host alone. */
  @Test
  void tunnelsAreAskedForWhereTheAddressIsEncrypted(@TempDir Path folder) throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuse(proxy));
      URI address = URI.create("http://127.0.0.1:" + proxy.getLocalPort());
      assertThatThrownBy(() -> fetch("https://weights.invalid/f", "https_proxy", address, folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
      assertThat(asked.get()).isEqualTo("CONNECT weights.invalid:443 HTTP/1.1");
    }
  }

  private static String refuse(ServerSocket proxy) {
    try (Socket client = proxy.accept()) {
      var lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String first = lines.readLine();
      String header = first;
      while (header != null && !header.isEmpty()) {
        header = lines.readLine();
      }
      client
          .getOutputStream()
          .write("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return first;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path fetch(String address, String variable, URI proxy, Path folder)
      throws IOException {
    PublishedFile file = new PublishedFile("f", CONTENT.length, SUM, List.of(URI.create(address)));
    Proxies proxies = new Proxies(Map.of(variable, proxy.toString()));
    return new Download(file, folder, Progress.NONE, proxies, Patience.USUAL).fetch();
  }
}
