package dev.blindspot.train.model.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that publishes one file, with whatever may go wrong on the way. */
public final class PublishingServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour;

  /** What the server does with a request. */
  public interface Behaviour {
    /**
     * Answers.
     *
     * @param number of the request, from 1
     * @param from first byte that is asked for
     */
    void answer(HttpExchange exchange, int number, int from) throws IOException;
  }

  public PublishingServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  void behave(Behaviour other) {
    behaviour = other;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    asked.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    try (exchange) {
      behaviour.answer(exchange, asked.size(), from);
    }
  }

  /** The paths that were asked for, with the ranges. */
  public List<String> asked() {
    return asked;
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
  }

  /** Sends everything from the byte that was asked for. */
  public static Behaviour sends(byte[] content) {
    return (exchange, number, from) -> send(exchange, content, from, content.length);
  }

  /** Sends the file but breaks each connection after some bytes. */
  static Behaviour cutsAfter(int bytes, byte[] content) {
    return (exchange, number, from) ->
        send(exchange, content, from, Math.min(content.length, from + bytes));
  }

  /** Sends the first bytes and then nothing more, without closing; the rest when asked again. */
  Behaviour fallsSilentAfter(int bytes, byte[] content) {
    return (exchange, number, from) -> {
      if (number > 1) {
        send(exchange, content, from, content.length);
        return;
      }
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      awaitClose();
    };
  }

  /** Knows no ranges. */
  static Behaviour sendsAll(byte[] content) {
    return (exchange, number, from) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  public static Behaviour says(int status) {
    return (exchange, number, from) -> exchange.sendResponseHeaders(status, -1);
  }

  static Behaviour redirects(int status, String target) {
    return (exchange, number, from) -> {
      exchange.getResponseHeaders().set("Location", target);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  private static void send(HttpExchange exchange, byte[] content, int from, int to)
      throws IOException {
    if (from >= content.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
    OutputStream out = exchange.getResponseBody();
    out.write(content, from, to - from);
    out.flush();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
