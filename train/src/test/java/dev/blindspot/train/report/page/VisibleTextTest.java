package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.HostileTexts;
import dev.blindspot.train.report.result.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"car 12.jpg", "two\nlines", "\u00e9t\u00e9 \u2013 \u4e2d\u6587", "<b>&"})
  void leavesOrdinaryTextsAlone(String text) {
    assertThat(VisibleText.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"202E", "2066", "200B", "FEFF", "0000", "2028", "001B"})
  void showsWhatIsInvisibleOrTurnsTheDirection(String code) {
    String hidden = Character.toString(Integer.parseInt(code, 16));

    assertThat(VisibleText.of("a" + hidden + "gpj.exe")).isEqualTo("a[U+" + code + "]gpj.exe");
  }

  @Test
  void isolatesWhatIsWrittenFromRightToLeft() {
    assertThat(VisibleText.of("\u05d0\u05d1")).isEqualTo("\u2068\u05d0\u05d1\u2069");
  }

  @Test
  void keepsTheNamesOfFilesThatAreRead() {
    RunResult hostile = HostileTexts.everywhere(FixtureRun.twoArms(), "\u202e");

    RunResult visible = ResultsJson.visible(hostile);

    assertThat(visible.run()).endsWith("[U+202E]");
    assertThat(visible.data().examples().get(0).file()).endsWith("\u202e");
    assertThat(visible.data().examples().get(0).title()).endsWith("[U+202E]");
  }
}
