package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorerServerTest {
  @RegisterExtension static final ServedExplorer SERVED = new ServedExplorer();
  private static final Client CLIENT = SERVED.client;

  @Test
  void tokensAreLongAndNeverTheSame() {
    assertThat(RequestGuard.newToken()).hasSize(32).isNotEqualTo(RequestGuard.newToken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/state", "/wrong/api/state", "//api/state", "/index.html"})
  void withoutTheTokenNothingIsAnswered(String path) throws Exception {
    URI root = URI.create(SERVED.server().address()).resolve("/");
    String other = root.toString().replaceAll("/$", "") + path;
    assertThat(SERVED.refusal(new Client(other).get(""), 403)).contains("token");
  }

  @Test
  void anotherPagesRequestIsRefused() throws Exception {
    assertThat(SERVED.refusal(CLIENT.get("api/state", "Origin", "http://evil.example"), 403))
        .contains("Origin");
    assertThat(SERVED.refusal(CLIENT.get("api/state", "Origin", "null"), 403)).contains("Origin");
    assertThat(SERVED.refusal(CLIENT.get("api/state", "Sec-Fetch-Site", "cross-site"), 403))
        .contains("Sec-Fetch-Site");
    assertThat(
            SERVED.refusal(CLIENT.post("api/predict", "{}", "Origin", "https://evil.example"), 403))
        .contains("Origin");
  }

  @Test
  void theOwnPagesRequestIsAnswered() throws Exception {
    String origin = SERVED.server().address().replaceAll("(http://[^/]+)/.*", "$1");
    assertThat(CLIENT.get("api/state", "Origin", origin).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:PORT.evil.example",
        ""
      })
  void aReboundNameIsRefused(String host) throws Exception {
    URI uri = URI.create(SERVED.server().address());
    String name = host.replace("PORT", Integer.toString(uri.getPort()));
    String answer = raw("GET %sapi/state HTTP/1.1\r\nHost: %s\r\n".formatted(uri.getPath(), name));
    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("models");
  }

  @Test
  void aRequestWithTwoHostsIsRefused() throws Exception {
    URI uri = URI.create(SERVED.server().address());
    String answer =
        raw(
            "GET %sapi/state HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\n"
                .formatted(uri.getPath(), uri.getPort()));
    assertThat(answer).containsPattern("^HTTP/1.1 40[03]").doesNotContain("models");
  }

  private static String raw(String head) throws IOException {
    URI uri = URI.create(SERVED.server().address());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itListensToThisMachineAlone() throws Exception {
    int port = URI.create(SERVED.server().address()).getPort();
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();
    for (InetAddress address : others) {
      try (Socket socket = new Socket()) {
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 2000))
            .isInstanceOf(IOException.class);
      }
    }
    assertThat(URI.create(SERVED.server().address()).getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void everyAnswerForbidsInlineScriptsFramesAndGuessing() throws Exception {
    for (HttpResponse<String> response :
        List.of(CLIENT.get(""), CLIENT.get("api/state"), CLIENT.get("api/image/99"))) {
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void thePageHasNoInlineScriptStyleOrForeignAddress() throws Exception {
    assertThat(CLIENT.get("").body())
        .doesNotContain("http:", "https:", "style=", "onclick", "<style")
        .doesNotContainPattern("<script[^>]*>[^<]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../RequestGuard.class",
        "..%2fGate.class",
        "%2e%2e/%2e%2e/etc/passwd",
        "page/main.js",
        "main.js%00",
        "/etc/passwd",
        "api/image/..%2f..%2fetc%2fpasswd",
        "api/image/-1",
        "api/image/5",
        "api/image/99999999999",
        "api/fill/0/../../etc",
        "api/nothing"
      })
  void noPathReachesAFile(String path) throws Exception {
    HttpResponse<String> response = CLIENT.get(path);
    assertThat(response.statusCode()).isBetween(400, 404);
    assertThat(response.body()).contains("\"error\"").doesNotContain("root:", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "null",
        "{}",
        "{\"image\":0}",
        "{\"image\":\"0\",\"rectangles\":[]}",
        "{\"image\":0.5,\"rectangles\":[]}",
        "{\"image\":0,\"rectangles\":{}}",
        "{\"image\":0,\"rectangles\":[[0,0,4]]}",
        "{\"image\":0,\"rectangles\":[[0,0,4,0]]}",
        "{\"image\":0,\"rectangles\":[[0,0,33,4]]}",
        "{\"image\":0,\"rectangles\":[[-1,0,4,4]]}",
        "{\"image\":0,\"rectangles\":[[0,0,4,1e9]]}",
        "{\"image\":0,\"rectangles\":[[2147483647,0,4,4]]}",
        "{\"image\":0,\"rectangles\":[],\"fill\":\"gold\"}",
        "{\"image\":0,\"rectangles\":[],\"fill\":7}",
        "{\"image\":0,\"rectangles\":[],\"mode\":\"x\"}",
        "{\"image\":0,\"rectangles\":[],\"cells\":8}",
        "{\"image\":0,\"rectangles\":[],\"cells\":\"8.!\"}",
        "{\"image\":0,\"rectangles\":[],\"cells\":\"8.AAAB\"}",
        "{\"image\":0,\"rectangles\":[],\"cells\":\"0.AQ\"}",
        "{\"image\":0,\"rectangles\":[],\"corruption\":\"rain\"}",
        "{\"image\":0,\"rectangles\":[],\"corruption\":\"fog\",\"severity\":0}",
        "{\"image\":0,\"rectangles\":[],\"corruption\":\"fog\",\"severity\":6}",
        "{\"image\":0,\"rectangles\":[],\"arm\":\"nobody\"}",
        "{\"image\":0,\"rectangles\":[],\"arm\":\"../corner\"}",
        "{\"image\":0,\"rectangles\":[],\"arm\":\"corner\",\"draw\":-1}",
        "{\"image\":0,\"rectangles\":[],\"arm\":\"corner\",\"draw\":1e9}"
      })
  void aBadQuestionIsRefusedInASentence(String body) throws Exception {
    assertThat(SERVED.refusal(CLIENT.post("api/predict", body), 400)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"other\"}",
        "{\"kind\":\"smallest\",\"image\":0,\"step\":0}",
        "{\"kind\":\"strongest\",\"image\":0,\"step\":4,\"side\":33}",
        "{\"kind\":\"class\",\"image\":0,\"class\":1,\"rectangles\":[]}",
        "{\"kind\":\"class\",\"image\":0,\"class\":2,\"rectangles\":[[0,0,4,4]]}",
        "{\"kind\":\"test\",\"class\":1,\"rectangles\":[]}",
        "{\"kind\":\"test\",\"class\":1,\"rectangles\":[[0,0,4,4],[9,9,4,4]]}",
        "{\"kind\":\"test\",\"class\":1,\"rectangles\":[[30,0,4,4]]}",
        "{\"kind\":\"test\",\"class\":1,\"rectangles\":[[0,0,4,4]],\"cells\":\"8.AQ\"}",
        "{\"kind\":\"test\",\"class\":1,\"rectangles\":[[0,0,4,4]],\"mode\":\"keep\"}",
        "{\"kind\":\"paste\",\"class\":1,\"rectangles\":[[0,0,4,4]]}",
        "{\"kind\":\"nearest\"}"
      })
  void aBadSearchIsRefusedInASentence(String body) throws Exception {
    assertThat(SERVED.refusal(CLIENT.post("api/find", body), 400)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images",
        "item/0",
        "image/0",
        "fill/0?corruption=fog",
        "command?image=0",
        "found?id=1",
        "predict",
        "maps",
        "find",
        "cancel"
      })
  void everyAddressAsksForTheTokenAndTheOrigin(String path) throws Exception {
    String root = URI.create(SERVED.server().address()).resolve("/").toString();
    assertThat(SERVED.refusal(new Client(root).get("api/" + path), 403)).contains("token");
    assertThat(SERVED.refusal(CLIENT.get("api/" + path, "Origin", "http://evil.example"), 403))
        .contains("Origin");
    assertThat(
            SERVED.refusal(CLIENT.post("api/" + path, "{}", "Origin", "http://evil.example"), 403))
        .contains("Origin");
  }

  @Test
  void alterationsInAnAddressAreBoundedToo() throws Exception {
    assertThat(SERVED.refusal(CLIENT.get("api/image/0?corruption=fog&severity=9"), 400))
        .contains("1 to 5, was 9");
    assertThat(SERVED.refusal(CLIENT.get("api/fill/0?arm=7"), 400)).contains("arm must be one of");
    assertThat(SERVED.refusal(CLIENT.get("api/images?name=" + "a".repeat(101)), 400))
        .contains("100 letters");
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    assertThat(SERVED.refusal(CLIENT.post("api/predict", "{\"image\":5,\"rectangles\":[]}"), 404))
        .contains("there are 5");
    String paste = "{\"image\":0,\"rectangles\":[[0,0,4,4]],\"fill\":\"paste\",\"other\":9}";
    assertThat(SERVED.refusal(CLIENT.post("api/predict", paste), 404)).contains("no image 9");
    assertThat(SERVED.refusal(CLIENT.get("api/found?id=77"), 404)).contains("no search 77");
  }

  @Test
  void tooManyRectanglesAndTooLongRequestsAreRefused() throws Exception {
    String many =
        IntStream.range(0, 33).mapToObj(i -> "[0,0,2,2]").collect(Collectors.joining(","));
    assertThat(
            SERVED.refusal(
                CLIENT.post("api/predict", "{\"image\":0,\"rectangles\":[" + many + "]}"), 400))
        .contains("at most 32");
    assertThat(
            SERVED.refusal(
                CLIENT.post("api/predict", " ".repeat(ExplorerServer.MOST_BYTES + 1)), 413))
        .contains("65536 bytes");
  }

  @Test
  void aFormOfAnotherKindAndOtherMethodsAreRefused() throws Exception {
    assertThat(
            SERVED.refusal(
                CLIENT.send(
                    CLIENT
                        .request("api/predict", "Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{\"image\":0,\"rectangles\":[]}"))),
                415))
        .contains("application/json");
    assertThat(SERVED.refusal(CLIENT.send(CLIENT.request("api/state").DELETE()), 405))
        .contains("POST");
  }

  @Test
  void aPortInUseIsTheUsersMistake() {
    int port = URI.create(SERVED.server().address()).getPort();
    assertThatThrownBy(
            () ->
                ExplorerServer.start(SERVED.explorer(), ExplorerServer.LOOPBACK, port, fault -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("--port");
  }
}
