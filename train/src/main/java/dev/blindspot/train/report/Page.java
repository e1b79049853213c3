package dev.blindspot.train.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template of {@code report.html} shows: the result, texts derived from it, and the inlined files. */
public final class Page {
  /** Colours and marks of the arms repeat after this many. */
  private static final int ARM_STYLES = 8;

  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

  private final RunResult result;
  private final Path runFolder;
  private final String early = resource("early.js");
  private final String charts = resource(ECHARTS);
  private final String script = resource("report.js");

  Page(RunResult result, Path runFolder) {
    this.result = result;
    this.runFolder = runFolder;
  }

  /** The result itself. */
  public RunResult result() {
    return result;
  }

  /** The summary, one to five sentences. */
  public List<String> sentences() {
    return Summary.of(result);
  }

  /** The rows of the arms table. */
  public List<MetricRow> metrics() {
    return MetricRow.of(result);
  }

  /** The rows of the table of what the model looks at. */
  public List<CueRow> cues() {
    return CueRow.of(result);
  }

  /** The shortcut that the summary speaks of, if any was measured. */
  public Optional<CueRow> shortcut() {
    return cues().stream().filter(CueRow::shortcut).findFirst();
  }

  /** The names of the measures of focus, with their method: "occlusion: entropy". */
  public boolean hasFocus() {
    return result.arms().stream()
        .flatMap(arm -> arm.maps().stream())
        .anyMatch(maps -> !maps.focus().isEmpty());
  }

  /** The occluded fraction that the summary speaks of. */
  public double hidden() {
    return result.reference().occlusion().nearest(Summary.HIDDEN).fraction();
  }

  /** Class attribute that gives an arm its colour. */
  public String armClass(String arm) {
    List<String> names = result.arms().stream().map(ArmResult::name).toList();
    return "arm-" + Math.max(0, names.indexOf(arm)) % ARM_STYLES;
  }

  /** A picture of the run, or empty when its file is missing. */
  public Optional<EmbeddedImage> image(Illustration illustration) {
    try {
      return Optional.ofNullable(EmbeddedImage.read(runFolder, illustration.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Share of a row of a confusion matrix, 0 for an empty row. */
  public double share(List<Integer> row, int column) {
    int all = row.stream().mapToInt(Integer::intValue).sum();
    return all == 0 ? 0 : (double) row.get(column) / all;
  }

  /** The style sheet. */
  public String css() {
    return resource("report.css");
  }

  /** Runs before the page is drawn: remembers errors, applies the chosen theme. */
  public String early() {
    return early;
  }

  /** ECharts, the build with line and scatter charts. */
  public String charts() {
    return charts;
  }

  /** Draws the charts and makes the page's buttons work. */
  public String script() {
    return script;
  }

  /** The result as JSON that is safe inside a script element. */
  public String json() {
    return ResultsJson.writeForHtml(result);
  }

  /**
   * The content security policy: only this page's own scripts run, and nothing is loaded from anywhere. A second line
   * of defence behind the escaping of names.
   */
  public String policy() {
    String scripts =
        Stream.of(early, charts, script).map(Page::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
        + scripts
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

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
