package dev.blindspot.augment.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PixelLengthTest {
  @Test
  void readsAndWritesTheSameText() {
    for (String text : new String[] {"56px", "25%", "12.5%", "1px", "100%"}) {
      assertThat(PixelLength.parse(text)).hasToString(text);
    }
    assertThat(PixelLength.parse(" 56 px ")).isEqualTo(PixelLength.ofPixels(56));
  }

  @Test
  void percentIsOfTheShorterSide() {
    assertThat(PixelLength.parse("25%").pixels(100, 400)).isEqualTo(25);
    assertThat(PixelLength.parse("25%").pixels(400, 100)).isEqualTo(25);
    assertThat(PixelLength.parse("56px").pixels(10, 10)).isEqualTo(56);
  }

  @Test
  void isNeverShorterThanOnePixel() {
    assertThat(PixelLength.parse("1%").pixels(10, 10)).isEqualTo(1);
  }
}
