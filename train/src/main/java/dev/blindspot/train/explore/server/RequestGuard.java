package dev.blindspot.train.explore.server;

import com.sun.net.httpserver.Headers;
import dev.blindspot.train.explore.image.RequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask. Every path begins with a random token, so that other programs and pages of this
 * machine cannot guess an address. A name that an attacker's DNS points at this machine is refused
 * by the Host header (DNS rebinding), a foreign page's request by its Origin and Sec-Fetch-Site.
 *
 * @param token that every path begins with
 * @param hosts values of Host that are answered, with the port
 * @param port of the server
 * @param literals whether any address of digits is answered too, for a server on all interfaces: a
 *     literal cannot be rebound
 */
record RequestGuard(String token, Set<String> hosts, int port, boolean literals) {
  private static final int TOKEN_BYTES = 24;
  private static final int FORBIDDEN = 403;
  private static final Pattern LITERAL =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+\\])");

  RequestGuard {
    hosts = Set.copyOf(hosts);
  }

  /** 192 random bits. */
  static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The path behind the token, such as {@code api/state}.
   *
   * @throws RequestException if the request is refused
   */
  String enter(Headers headers, String rawPath) {
    List<String> named = headers.getOrDefault("Host", List.of());
    String host = named.size() == 1 ? named.get(0) : "";
    if (!isOurs(host)) {
      throw refused("this server does not answer under that name (Host)");
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !origin.equals("http://" + host)) {
      throw refused("other pages may not ask this server (Origin)");
    }
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw refused("other pages may not ask this server (Sec-Fetch-Site)");
    }
    int end = rawPath.indexOf('/', 1);
    String given = end < 0 ? "" : rawPath.substring(1, end);
    if (!MessageDigest.isEqual(bytes(given), bytes(token))) {
      throw refused("the address lacks the token that 'blindspot explore' printed");
    }
    return rawPath.substring(end + 1);
  }

  private boolean isOurs(String host) {
    if (hosts.contains(host)) {
      return true;
    }
    int colon = host.lastIndexOf(':');
    return literals
        && colon > 0
        && host.substring(colon + 1).equals(Integer.toString(port))
        && LITERAL.matcher(host.substring(0, colon)).matches();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static RequestException refused(String why) {
    return new RequestException(FORBIDDEN, why);
  }
}
