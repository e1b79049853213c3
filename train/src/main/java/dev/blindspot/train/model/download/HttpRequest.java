package dev.blindspot.train.model.download;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Asks for a file or for the rest of it. Redirects are followed by us, since Java follows none from
 * {@code http} to {@code https}; from {@code https} to {@code http} they are refused.
 *
 * @param proxies by which servers are reached
 * @param patience for connections and answers
 */
record HttpRequest(Proxies proxies, Patience patience) {
  private static final int REDIRECTS = 5;
  private static final List<Integer> MOVED = List.of(301, 302, 303, 307, 308);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /**
   * An answer with a body to read.
   *
   * @param start bytes that the server leaves out, because we have them
   */
  record Answer(HttpURLConnection connection, long start) {}

  /**
   * Asks for everything from a byte on.
   *
   * @throws RefusedException if asking again makes no sense
   */
  Answer ask(URI address, long from) throws IOException {
    URI at = address;
    for (int i = 0; i <= REDIRECTS; i++) {
      HttpURLConnection connection = open(at, from);
      int status = connection.getResponseCode();
      if (!MOVED.contains(status)) {
        return answer(connection, status, from);
      }
      at = target(at, connection.getHeaderField("Location"));
      connection.disconnect();
    }
    throw new RefusedException("more than " + REDIRECTS + " redirects");
  }

  private HttpURLConnection open(URI address, long from) throws IOException {
    var connection = (HttpURLConnection) address.toURL().openConnection(proxies.of(address));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) patience.connect().toMillis());
    connection.setReadTimeout((int) patience.silence().toMillis());
    connection.setRequestProperty("User-Agent", "blindspot");
    // a server must not compress: ranges are of the file itself
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=" + from + "-");
    }
    try {
      connection.connect();
    } catch (IOException e) {
      // who waits for the first byte wants the next address; who has half of the file, patience
      throw from > 0 ? e : new RefusedException(reason(e));
    }
    return connection;
  }

  private static String reason(IOException e) {
    return e instanceof UnknownHostException
        ? "unknown host " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private static URI target(URI from, String location) throws RefusedException {
    if (location == null) {
      throw new RefusedException("a redirect without a target");
    }
    URI target;
    try {
      target = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("a redirect to something that is not an address");
    }
    boolean downgraded = "https".equals(from.getScheme()) && !"https".equals(target.getScheme());
    if (downgraded || !List.of("http", "https").contains(String.valueOf(target.getScheme()))) {
      throw new RefusedException("a redirect from %s to %s".formatted(from, target.getScheme()));
    }
    return target;
  }

  private static Answer answer(HttpURLConnection connection, int status, long from)
      throws IOException {
    if (status == HttpURLConnection.HTTP_OK) {
      return new Answer(connection, 0);
    }
    String range = connection.getHeaderField("Content-Range");
    if (status == HttpURLConnection.HTTP_PARTIAL
        && range != null
        && range.startsWith("bytes " + from + "-")) {
      return new Answer(connection, from);
    }
    connection.disconnect();
    if (from > 0 && (status == RANGE_NOT_SATISFIABLE || status == HttpURLConnection.HTTP_PARTIAL)) {
      throw new RangeException("the server does not have the rest from byte " + from);
    }
    String said = "the server answered " + status;
    throw status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS
        ? new IOException(said)
        : new RefusedException(said);
  }
}
