package dev.blindspot.train.explore.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of the page: a fixed list of resources, so that no name of a client opens a file. */
final class PageFiles {
  private static final String INDEX = "index.html";

  /** The report's colours. */
  private static final String PALETTE = "palette.css";

  private static final Set<String> NAMES =
      Set.of(
          INDEX,
          PALETTE,
          "explorer.css",
          "main.js",
          "alter.js",
          "api.js",
          "brush.js",
          "cells.js",
          "classes.js",
          "compare.js",
          "export.js",
          "find.js",
          "found.js",
          "gallery.js",
          "maps.js",
          "measure.js",
          "models.js",
          "rectangles.js",
          "request.js",
          "stage.js",
          "store.js",
          "table.js",
          "tools.js",
          "theme.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  private PageFiles() {}

  /** The file of a name; the page itself for none. */
  static Optional<Reply> find(String name) {
    String wanted = name.isEmpty() ? INDEX : name;
    if (!NAMES.contains(wanted)) {
      return Optional.empty();
    }
    String type = TYPES.getOrDefault(wanted.substring(wanted.lastIndexOf('.') + 1), "text/plain");
    String folder = wanted.equals(PALETTE) ? "/dev/blindspot/train/report/page/" : "page/";
    return Optional.of(Reply.file(type, bytes(folder + wanted)));
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
