package dev.blindspot.augment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LengthTest {
  @Test
  void readsAndWritesTheSameText() {
    for (String text : new String[] {"56px", "25%", "12.5%", "1px", "100%"}) {
      assertThat(Length.parse(text)).hasToString(text);
    }
    assertThat(Length.parse(" 56 px ")).isEqualTo(Length.ofPixels(56));
  }

  @Test
  void percentIsOfTheShorterSide() {
    assertThat(Length.parse("25%").pixels(100, 400)).isEqualTo(25);
    assertThat(Length.parse("25%").pixels(400, 100)).isEqualTo(25);
    assertThat(Length.parse("56px").pixels(10, 10)).isEqualTo(56);
  }

  @Test
  void isNeverShorterThanOnePixel() {
    assertThat(Length.parse("1%").pixels(10, 10)).isEqualTo(1);
  }
}
