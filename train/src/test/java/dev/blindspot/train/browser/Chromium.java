package dev.blindspot.train.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, driven by its DevTools protocol over the JDK's own WebSocket. */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long PATIENCE_S = 60;

  /** Without these a browser moves no focus and presses no button. */
  private static final Map<String, Integer> CODES =
      Map.of("Tab", 9, "Enter", 13, "Escape", 27, "ArrowLeft", 37, "ArrowRight", 39);

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private String session = "";

  private Chromium(Path program, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
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
            .redirectOutput(profile.resolve("log.txt").toFile())
            .start();
    List<String> port = port(profile.resolve("DevToolsActivePort"));
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port.get(0) + port.get(1)), new Listener())
            .get(PATIENCE_S, TimeUnit.SECONDS);
    newTab();
  }

  /**
   * The browser of this machine with a folder for its files; tests are skipped where there is none.
   */
  public static Chromium start(Path profile) throws Exception {
    Optional<Path> program =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "skipped: there is no Chromium or Chrome on the PATH");
    return new Chromium(program.orElseThrow(), profile);
  }

  /** Goes on in a new tab, without what was emulated in the last one. */
  public void newTab() throws Exception {
    session = "";
    String target =
        send("Target.createTarget", Map.of("url", "about:blank")).get("targetId").textValue();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .textValue();
    send("Page.enable", Map.of());
  }

  private List<String> port(Path file) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.isRegularFile(file) && Files.readAllLines(file).size() == 2) {
        return Files.readAllLines(file);
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new IllegalStateException("Chromium did not start");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void take(String message) {
    try {
      JsonNode told = MAPPER.readTree(message);
      CompletableFuture<JsonNode> asked = waiting.remove(told.path("id").asInt(-1));
      if (asked != null) {
        asked.complete(told);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    int id = number.incrementAndGet();
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(message.toString(), true).get(PATIENCE_S, TimeUnit.SECONDS);
    JsonNode told = answer.get(PATIENCE_S, TimeUnit.SECONDS);
    if (told.has("error")) {
      throw new IllegalStateException(method + ": " + told.get("error"));
    }
    return told.get("result");
  }

  /** A window of that size; dark or light is what the system prefers, and no motion. */
  public void window(int width, int height, String scheme) throws Exception {
    screen(width, height, 1, false);
    scheme(scheme);
  }

  /** The same as the screen of a telephone, whose pages are as wide as they say. */
  public void telephone(int width, int height, String scheme) throws Exception {
    screen(width, height, 1, true);
    scheme(scheme);
  }

  private void screen(int width, int height, int scale, boolean mobile) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", mobile));
  }

  private void scheme(String scheme) throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** A telephone that has fingers and no mouse. */
  public void fingers(int width, int height) throws Exception {
    screen(width, height, 2, true);
    send("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
  }

  public void open(String address) throws Exception {
    send("Page.navigate", Map.of("url", "about:blank"));
    send("Page.navigate", Map.of("url", address));
    until("location.href !== 'about:blank' && performance.timing.loadEventEnd > 0");
  }

  /** Saves an image of the whole page. */
  public void screenshot(Path file) throws Exception {
    Files.createDirectories(file.getParent());
    JsonNode told =
        send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, told.get("data").binaryValue());
  }

  /** Prints the page on A4. */
  public byte[] pdf() throws Exception {
    return send("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true))
        .get("data")
        .binaryValue();
  }

  /** The value of an expression in the page. */
  public JsonNode value(String expression) throws Exception {
    JsonNode told =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (told.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + told.get("exceptionDetails"));
    }
    return told.get("result").path("value");
  }

  /** Waits until an expression is true; it is asked again with every frame of the page. */
  public void until(String expression) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (System.nanoTime() < end) {
      if (value(
              "(() => { try { return Boolean("
                  + expression
                  + "); } catch (e) { return false; } })()")
          .booleanValue()) {
        return;
      }
      value("new Promise(resolve => setTimeout(resolve, 30))");
    }
    throw new AssertionError("never true: " + expression + "; " + value("document.body.innerText"));
  }

  public void mouse(String type, double x, double y) throws Exception {
    send(
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
  }

  /** Moves the mouse to a place, with no button down. */
  public void hover(double x, double y) throws Exception {
    send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  /** A page as it is on a medium, {@code print} or {@code screen}. */
  public void medium(String name) throws Exception {
    send("Emulation.setEmulatedMedia", Map.of("media", name, "features", List.of()));
  }

  /** A finger that touches, moves, or, without a place, leaves. */
  public void touch(String type, double... xy) throws Exception {
    List<Map<String, Double>> points =
        xy.length == 0 ? List.of() : List.of(Map.of("x", xy[0], "y", xy[1]));
    send("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }

  public void key(String key, int modifiers) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      Map<String, Object> event = new HashMap<>();
      event.putAll(Map.of("type", type, "key", key, "code", key, "modifiers", modifiers));
      event.put("windowsVirtualKeyCode", CODES.getOrDefault(key, 0));
      if (key.equals("Enter")) {
        event.put("text", "\r"); // which presses a button
      }
      send("Input.dispatchKeyEvent", event);
    }
  }

  /** Text into what has the focus, in place of what is selected there. */
  public void type(String text) throws Exception {
    send("Input.insertText", Map.of("text", text));
  }

  /** Files that the page saves go to a folder. */
  public void saveTo(Path folder) throws Exception {
    send(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
