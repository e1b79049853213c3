package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.HostileTexts;
import dev.blindspot.train.report.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  private static final String MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  @Test
  void writesThreeFilesAndNothingElse() throws IOException {
    Path page = ReportWriter.write(FixtureRun.twoArms(), folder.resolve("runs/quickstart"));

    assertThat(page).isEqualTo(folder.resolve("runs/quickstart/report.html"));
    try (Stream<Path> files = Files.list(page.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "results.json", "results.csv");
    }
    assertThat(ResultsJson.read(page.resolveSibling("results.json")))
        .isEqualTo(FixtureRun.twoArms());
  }

  @Test
  void replacesAnEarlierReport() throws IOException {
    ReportWriter.write(FixtureRun.twoArms(), folder);
    String second = Files.readString(ReportWriter.write(FixtureRun.sixArms(), folder));

    assertThat(second).contains("hide-and-seek");
  }

  @Test
  void saysTheNumbersWithoutScript() throws IOException {
    String body = body(FixtureRun.twoArms());

    assertThat(body)
        .contains("Area under the occlusion curve", "90.4\u00a0%", "these two networks")
        .contains("watermark", "34.0\u00a0%", "train.csv:118", "sha256:9b1c4fd2");
  }

  /** One seed speaks of two networks, several of arms; every page says what is one family. */
  @Test
  void saysOfWhatVerdictsSpeakAndAmongHowManyClaims() throws IOException {
    assertThat(body(FixtureRun.twoArms()))
        .contains("Shown of these two networks", "all 3 claims of this report", "seeds unknown")
        .contains("verdicts are about these two networks on other images and not about the arms")
        .doesNotContain("Shown: ");
    assertThat(body(FixtureRun.sixArms()))
        .contains("Shown: ", "all 15 claims of this report", "18 seeds")
        .contains("hold for other images and other seeds")
        .doesNotContain("these two networks");
  }

  @Test
  void escapesEverythingThatComesFromData() throws IOException {
    RunResult result = HostileTexts.everywhere(FixtureRun.sixArms(), MARKUP);

    String body = body(result);

    assertThat(body).doesNotContain("<script>alert", "<img src=x", MARKUP);
    assertThat(body).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    // attributes: the quote must not end them
    assertThat(body).doesNotContainPattern("(alt|aria-label)=\"[^\"]*<");
  }

  @Test
  void embedsItsImages() throws IOException {
    RunResult result = FixtureRun.twoArms();
    FixtureRun.drawImages(result, folder);

    String body = body(result);

    // eight sheets, one of a finding, one of the scan and one example
    assertThat(body.split("<img src=\"data:image/", -1)).hasSize(1 + 11);
    assertThat(body).doesNotContain("is not in the run");
  }

  @Test
  void namesAImageThatIsMissing() throws IOException {
    assertThat(body(FixtureRun.twoArms()))
        .contains("The file <code>explain/0-cam.png</code> is not in the run's folder.");
  }

  @Test
  void allowsNoScriptButItsOwnAndNoNetwork() throws IOException {
    String html = Files.readString(ReportWriter.write(FixtureRun.twoArms(), folder));

    assertThat(html)
        .containsPattern(
            "Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src"
                + " 'unsafe-inline'; script-src ('sha256-[^']{44}' ?){3}; base-uri 'none'");
    assertThat(body(FixtureRun.twoArms())).doesNotContainPattern("(src|href)=\"(?!data:|#)");
  }

  @Test
  void keepsThePageSmallWhateverTheImagesAre() throws IOException {
    RunResult result = FixtureRun.sixArms();
    FixtureRun.drawImages(result, folder);
    String fine = ReportWriter.page(result, folder, 11_000_000).html();
    int texts = ReportWriter.page(result, folder.resolve("empty"), 11_000_000).html().length();

    String small = ReportWriter.page(result, folder, (fine.length() - texts) / 3).html();
    String tiny = ReportWriter.page(result, folder, 60_000).html();

    assertThat(small.length()).isLessThan(texts + (fine.length() - texts) / 3 + 10_000);
    assertThat(small).doesNotContain("Left out to keep this page small");
    assertThat(tiny.length()).isLessThan(texts + 70_000);
    assertThat(tiny).contains("Left out to keep this page small: <code>explain/");
  }

  @Test
  void laysRunsSideBySide() throws IOException {
    Path page = folder.resolve("comparison.html");

    ReportWriter.writeComparison(FixtureRun.sideBySide(), page);

    assertThat(Files.readString(page))
        .contains("quickstart (runs/six) \u00b7 cutmix", "quickstart (runs/two) \u00b7 robust")
        .contains("The configurations are the same.");
  }

  /** The page up to its scripts. */
  private String body(RunResult result) throws IOException {
    String html = Files.readString(ReportWriter.write(result, folder));
    return html.substring(html.indexOf("<body>"), html.indexOf("<script type="));
  }
}
