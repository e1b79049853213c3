package dev.blindspot.train.model.download;

import dev.blindspot.train.error.UserError;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which proxy an address is reached: by Java's own properties where they say something ({@code
 * https.proxyHost} and its kin, {@code java.net.useSystemProxies}), else by the environment
 * variables that curl and Maven's wrapper know: {@code https_proxy}, {@code http_proxy}, {@code
 * all_proxy} and {@code no_proxy}.
 */
final class Proxies {
  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;

  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The proxy, or {@link Proxy#NO_PROXY}. */
  Proxy of(URI address) {
    List<Proxy> byJava = ProxySelector.getDefault().select(address);
    Proxy first = byJava.isEmpty() ? Proxy.NO_PROXY : byJava.get(0);
    if (first.type() != Proxy.Type.DIRECT) {
      return first;
    }
    String set = setting(address.getScheme());
    return set == null || isExempt(address.getHost()) ? Proxy.NO_PROXY : parsed(set);
  }

  /**
   * Upper-case {@code HTTP_PROXY} is not read: a web server hands a stranger's header on under that
   * name.
   */
  private @Nullable String setting(String scheme) {
    Stream<String> names =
        scheme.equals("https")
            ? Stream.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : Stream.of("http_proxy", "all_proxy", "ALL_PROXY");
    return names.map(this::variable).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** {@code no_proxy}: host names, each with all names below it; {@code *} for every host. */
  private boolean isExempt(String host) {
    String exempt = variable("no_proxy");
    if (exempt == null) {
      exempt = variable("NO_PROXY");
    }
    if (exempt == null) {
      return false;
    }
    String asked = host.toLowerCase(Locale.ROOT);
    return Stream.of(exempt.toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .filter(name -> !name.isEmpty())
        .anyMatch(name -> name.equals("*") || asked.equals(name) || asked.endsWith("." + name));
  }

  private static Proxy parsed(String text) {
    URI proxy;
    try {
      proxy = new URI(text.contains("://") ? text : "http://" + text);
    } catch (java.net.URISyntaxException e) {
      throw wrong("it is not an address (%s)".formatted(e.getReason()));
    }
    if (proxy.getHost() == null) {
      throw wrong("it names no host");
    }
    if (proxy.getRawUserInfo() != null) {
      throw wrong("proxies that want a password are not supported; use a local one that adds it");
    }
    boolean socks = String.valueOf(proxy.getScheme()).startsWith("socks");
    if (!socks && !"http".equals(proxy.getScheme())) {
      throw wrong("it must start with http:// or socks5://");
    }
    int port = proxy.getPort() > 0 ? proxy.getPort() : socks ? SOCKS_PORT : HTTP_PORT;
    return new Proxy(
        socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
  }

  /** The address itself stays unsaid: it may hold a password. */
  private static UserError wrong(String why) {
    return new UserError("the proxy set in the environment cannot be used: " + why);
  }
}
