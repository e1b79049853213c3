package dev.blindspot.train.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files that a page carries inside itself, so that it opens without a network: every page has
 * the same look, tables, keys and themes, and adds what draws its own charts.
 *
 * @param css the style sheet
 * @param early runs before the page is drawn: remembers errors, applies the chosen theme
 * @param charts ECharts
 * @param script draws the charts and makes the page's buttons work
 */
public record PageAssets(String css, String early, String charts, String script) {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/";

  /** The parts of a script share one function's scope; the page's own stand between these. */
  private static final List<String> FIRST = List.of("format.js", "frame.js");

  private static final List<String> LAST = List.of("tables.js", "page.js");

  /** Builds of ECharts. */
  public enum Charts {
    /** Lines, bars and dots. */
    COMMON("echarts.common.min.js"),
    /** Parallel coordinates too; twice as large. */
    ALL("echarts.min.js");

    private final String file;

    Charts(String file) {
      this.file = file;
    }
  }

  /**
   * The files of one kind of page.
   *
   * @param styles names of resources that are added to the common style sheet
   * @param scripts names of resources that draw the page's own charts, in order
   */
  public static PageAssets of(Charts charts, List<String> styles, List<String> scripts) {
    List<String> sheets = new ArrayList<>(List.of("palette.css", "report.css"));
    sheets.addAll(styles);
    List<String> parts = new ArrayList<>(FIRST);
    parts.addAll(scripts);
    parts.addAll(LAST);
    return new PageAssets(
        joined(sheets),
        resource("early.js"),
        resource(ECHARTS + charts.file),
        "(function () {\n'use strict';\n" + joined(parts) + "\n})();\n");
  }

  private static String joined(List<String> names) {
    return names.stream().map(PageAssets::resource).collect(Collectors.joining("\n"));
  }

  /** The content security policy: only these scripts run. */
  public String policy() {
    return ContentPolicy.of(early, charts, script);
  }

  /**
   * The text of a resource.
   *
   * @param name absolute, or as this package has it
   */
  static String resource(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
