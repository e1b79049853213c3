package dev.blindspot.train.report.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content security policy of a page: only its own scripts run, and nothing is loaded from
 * anywhere. A second line of defence behind the escaping of names.
 */
public final class ContentPolicy {
  private ContentPolicy() {}

  /** The policy of a page with these inline scripts. */
  public static String of(String... scripts) {
    String hashes = Stream.of(scripts).map(ContentPolicy::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
        + hashes
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
