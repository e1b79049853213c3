package dev.blindspot.train.explore.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.ranking.CleanScores;
import dev.blindspot.train.explore.ranking.HiddenScores;
import dev.blindspot.train.explore.ranking.ImageList;
import dev.blindspot.train.explore.search.Searches;
import dev.blindspot.train.explore.session.Explorer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Serves the explorer's page. It is the JDK's own server: the page needs a dozen addresses for one
 * person and neither sessions nor TLS, so that a library would be more to keep up to date than it
 * saves.
 */
public final class ExplorerServer implements AutoCloseable {
  /** The address that only this machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Largest body of a request: some hundred rectangles. */
  static final int MOST_BYTES = 64 << 10;

  private static final int THREADS = 6;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED = 415;
  private static final int FAULT = 500;

  private final HttpServer server;
  private final ExecutorService threads;
  private final CleanScores scores;
  private final HiddenScores hidden;
  private final Searches searches = new Searches();
  private final RequestGuard guard;
  private final Routes routes;
  private final Consumer<Throwable> faults;
  private final String address;

  private ExplorerServer(
      Explorer explorer, HttpServer server, String host, Consumer<Throwable> faults) {
    this.server = server;
    this.faults = faults;
    this.scores = CleanScores.start(explorer);
    this.hidden = new HiddenScores(explorer);
    this.routes =
        new Routes(
            new Api(explorer),
            new GalleryApi(explorer, new ImageList(explorer.gallery(), scores, hidden)),
            new SearchApi(explorer, searches));
    int port = server.getAddress().getPort();
    boolean everywhere = server.getAddress().getAddress().isAnyLocalAddress();
    this.guard =
        new RequestGuard(
            RequestGuard.newToken(),
            Set.copyOf(
                List.of(LOOPBACK + ":" + port, "localhost:" + port, named(host) + ":" + port)),
            port,
            everywhere);
    this.address =
        "http://%s:%d/%s/".formatted(everywhere ? LOOPBACK : named(host), port, guard.token());
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "blindspot-explore");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Starts to serve.
   *
   * @param explorer stays the caller's, to be closed after the server
   * @param host name or address of the interface, {@link #LOOPBACK} unless others may ask
   * @param port 0: any that is free
   * @param faults is told of what went wrong on our side
   * @throws UserError if the address cannot be used
   */
  public static ExplorerServer start(
      Explorer explorer, String host, int port, Consumer<Throwable> faults) {
    limitConnections();
    try {
      InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(host), port);
      return new ExplorerServer(explorer, HttpServer.create(at, 0), host, faults);
    } catch (UnknownHostException e) {
      throw new UserError("--host %s: there is no such address".formatted(host), e);
    } catch (IOException e) {
      throw new UserError(
          "the address %s, port %d cannot be used: %s. Name another --port, or 0 for any"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  /**
   * The JDK's server reads these when its first one is made: a client that never finishes its
   * request loses its connection, and small answers are not held back (Nagle's algorithm costs 40
   * ms an answer).
   */
  private static void limitConnections() {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    System.setProperty("jdk.httpserver.maxConnections", "64");
  }

  /** An IPv6 address stands in brackets. */
  private static String named(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** The page's address, with the token. */
  public String address() {
    return address;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Reply answer(HttpExchange exchange) {
    try {
      String path =
          guard.enter(exchange.getRequestHeaders(), exchange.getRequestURI().getRawPath());
      return switch (exchange.getRequestMethod()) {
        case "GET" -> routes.get(path, exchange.getRequestURI().getRawQuery());
        case "POST" -> routes.post(path, body(exchange));
        default -> throw new RequestException(METHOD_NOT_ALLOWED, "only GET and POST are answered");
      };
    } catch (RequestException e) {
      return Reply.error(e.status(), String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) { // the server goes on
      faults.accept(e);
      return Reply.error(FAULT, "a fault of Blindspot; its console says more");
    }
  }

  /** A form of another page cannot send JSON without being asked for permission first. */
  private static byte[] body(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.matches("application/json(;.*)?")) {
      throw new RequestException(UNSUPPORTED, "a request must be application/json");
    }
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new RequestException(
            TOO_LARGE, "a request must be at most %d bytes".formatted(MOST_BYTES));
      }
      return body;
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    exchange.getResponseBody().write(reply.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    searches.close();
    scores.close();
    hidden.close();
  }
}
