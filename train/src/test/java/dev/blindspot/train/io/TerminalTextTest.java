package dev.blindspot.train.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void aNameHasNoLinesAndSteersNoTerminal() {
    assertThat(TerminalText.of("a\nERROR\r\t\u001b[2J\u202e\u00e9"))
        .isEqualTo("a\\u{a}ERROR\\u{d}\\u{9}\\u{1b}[2J\\u{202e}\u00e9");
  }

  @Test
  void aMessageKeepsItsLinesAndSteersNoTerminal() {
    assertThat(TerminalText.message("two\n\tlines \u001b]0;x\u0007\r"))
        .isEqualTo("two\n\tlines \\u{1b}]0;x\\u{7}\\u{d}");
  }
}
