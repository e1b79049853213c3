package dev.blindspot.train.run.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.report.page.WrittenPage;
import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.run.folder.IfExists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJobTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  private final ReportJob job = new ReportJob();

  @BeforeEach
  void store() throws IOException {
    FixtureRun.writePage(FixtureRun.twoArms(), folder.resolve("two"));
    FixtureRun.writePage(FixtureRun.sixArms(), folder.resolve("six"));
  }

  @Test
  void rebuildsTheSamePageFromStoredResults() throws IOException {
    Path page = folder.resolve("two/report.html");
    String before = Files.readString(page);
    Files.delete(page);

    WrittenPage written = job.report(List.of(folder.resolve("two")), null, IfExists.REFUSE);

    assertThat(written).isEqualTo(new WrittenPage(page, List.of()));
    assertThat(Files.readString(page)).isEqualTo(before);
  }

  @Test
  void writesThePageSomewhereElseWithItsImages() throws IOException {
    Path out = folder.resolve("pages/two.html");

    job.report(List.of(folder.resolve("two/results.json")), out, IfExists.REFUSE);

    assertThat(Files.readString(out))
        .isEqualTo(Files.readString(folder.resolve("two/report.html")));
  }

  @Test
  void tellsWhichImagesAreGone() throws IOException {
    Files.delete(folder.resolve("two/explain/examples.png"));

    WrittenPage written = job.report(List.of(folder.resolve("two")), null, IfExists.REFUSE);

    assertThat(written.missing()).containsExactly("explain/examples.png");
  }

  @Test
  void laysRunsSideBySide() throws IOException {
    Path out = folder.resolve("comparison.html");

    WrittenPage written =
        job.report(List.of(folder.resolve("two"), folder.resolve("six")), out, IfExists.REFUSE);

    assertThat(written.file()).isEqualTo(out);
    assertThat(Files.readString(out)).contains("2 runs side by side", "8 arms");
  }

  @Test
  void overwritesAnotherPageOnlyWhenTold() throws IOException {
    Path out = Files.writeString(folder.resolve("mine.html"), "mine");
    List<Path> one = List.of(folder.resolve("two"));

    assertThatThrownBy(() -> job.report(one, out, IfExists.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mine.html is there already; overwrite it with --force");
    assertThat(out).hasContent("mine");
    job.report(one, out, IfExists.REPLACE);
    assertThat(Files.readString(out).strip()).startsWith("<!doctype html>");
  }

  @Test
  void saysWhatIsNoRun() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> job.report(List.of(empty), null, IfExists.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("empty: there is no results.json");
    assertThatThrownBy(
            () ->
                job.report(
                    List.of(folder.resolve("two"), folder.resolve("two/../two")),
                    null,
                    IfExists.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("named twice");
  }

  @Test
  void aPageThatCannotBeWrittenIsTheUsersMatter() {
    Path out = folder.resolve("two/results.json/page.html");

    assertThatThrownBy(() -> job.report(List.of(folder.resolve("six")), out, IfExists.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the page cannot be written");
  }
}
