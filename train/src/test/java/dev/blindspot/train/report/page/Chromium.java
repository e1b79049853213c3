package dev.blindspot.train.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, driven by its DevTools protocol over one web socket. */
public final class Chromium {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final int TIMEOUT_SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final String session;
  private int lastId;

  private Chromium(Process process, URI endpoint) throws InterruptedException {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(endpoint, new Listener())
            .join();
    String target =
        call(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    Map<String, Object> attach = Map.of("targetId", target, "flatten", true);
    this.session = call(null, "Target.attachToTarget", attach).get("sessionId").asText();
    send("Page.enable", Map.of());
  }

  /** The browser of this machine, if it has one. */
  public static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with a fresh profile. */
  public static Chromium start(Path binary, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    return new Chromium(process, endpoint(process));
  }

  /** The browser prints its address once it listens. */
  private static URI endpoint(Process process) throws IOException {
    // the stream stays open: a closed pipe would end the browser
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null) {
      int address = line.indexOf("ws://");
      if (address >= 0) {
        Thread drain = new Thread(() -> drain(out), "chromium-output");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring(address).trim());
      }
      line = out.readLine();
    }
    throw new IOException("the browser ended before it listened");
  }

  private static void drain(BufferedReader out) {
    try (out) {
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // the browser has ended: there is nothing more to read
    }
  }

  /**
   * Opens a page in a window of a size, in the light or dark theme, and waits until it is loaded.
   */
  public void open(Path page, int width, int height, String theme) throws InterruptedException {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    messages.clear();
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    await(message -> message.path("method").asText().equals("Page.loadEventFired"));
  }

  /** The value of a JavaScript expression in the page; a promise is awaited. */
  public JsonNode evaluate(String expression) throws InterruptedException {
    JsonNode result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Saves an image of the whole page. */
  public void screenshot(Path file) throws InterruptedException, IOException {
    Files.createDirectories(file.getParent());
    JsonNode result =
        send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(result.get("data").asText()));
  }

  /** Prints the page on A4. */
  public byte[] pdf() throws InterruptedException {
    JsonNode result =
        send("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true));
    return Base64.getDecoder().decode(result.get("data").asText());
  }

  /** Moves the mouse to a point of the window. */
  public void hover(double x, double y) throws InterruptedException {
    send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  /** Calls a method of the protocol on the page. */
  public JsonNode send(String method, Map<String, Object> parameters) throws InterruptedException {
    return call(session, method, parameters);
  }

  private JsonNode call(@Nullable String session, String method, Map<String, Object> parameters)
      throws InterruptedException {
    int id = ++lastId;
    ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
    request.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      request.put("sessionId", session);
    }
    socket.sendText(request.toString(), true).join();
    JsonNode answer = await(message -> message.path("id").asInt() == id);
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.get("error"));
    }
    return answer.path("result");
  }

  private JsonNode await(java.util.function.Predicate<JsonNode> wanted)
      throws InterruptedException {
    JsonNode message = messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    while (message != null && !wanted.test(message)) {
      message = messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
    if (message == null) {
      throw new IllegalStateException("the browser was silent for " + TIMEOUT_SECONDS + " s");
    }
    return message;
  }

  /** Ends the browser, and waits for its end. */
  public void close() throws InterruptedException {
    try {
      call(null, "Browser.close", Map.of());
    } finally {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(read(text.toString()));
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    private static JsonNode read(String message) {
      try {
        return JSON.readTree(message);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
