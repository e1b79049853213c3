package dev.blindspot.train.explore.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * What is sent back.
 *
 * @param type of the content
 * @param cached whether the browser may keep it while the server runs: what belongs to an index
 *     does not change
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares
record Reply(int status, String type, byte[] body, boolean cached) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int OK = 200;

  /** A second line of defence: only files of this server run, and nothing is sent elsewhere. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  static Reply json(Object value) {
    return json(OK, value);
  }

  /** A refusal, in one sentence. */
  static Reply error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  private static Reply json(int status, Object value) {
    try {
      return new Reply(
          status, "application/json; charset=utf-8", MAPPER.writeValueAsBytes(value), false);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Reply png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reply(OK, "image/png", out.toByteArray(), true);
  }

  static Reply file(String type, byte[] body) {
    return new Reply(OK, type, body, false);
  }

  /** Headers of every answer. */
  Map<String, String> headers() {
    return Map.of(
        "Content-Type", type,
        "Content-Security-Policy", POLICY,
        "X-Content-Type-Options", "nosniff",
        "X-Frame-Options", "DENY",
        "Referrer-Policy", "no-referrer", // the token is part of the address
        "Cross-Origin-Resource-Policy", "same-origin",
        "Cross-Origin-Opener-Policy", "same-origin",
        "Cache-Control", cached ? "private, max-age=3600" : "no-store");
  }
}
