package dev.blindspot.explain.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.map.Attribution;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final Attribution RAMP = map(-1, 0, 1, 2);

  @Test
  void scalesAreSharedByAllMaps() {
    List<Attribution> maps = List.of(RAMP, map(0, 3, 1, 1), map(Float.NaN, 9, 9, 9));
    assertThat(ColourScale.positive(ColourMap.INFERNO, maps))
        .isEqualTo(new ColourScale(ColourMap.INFERNO, 0, 3));
    assertThat(ColourScale.signed(ColourMap.DIVERGING, List.of(RAMP, map(-5, 0, 0, 1))))
        .isEqualTo(new ColourScale(ColourMap.DIVERGING, -5, 5));
    assertThat(ColourScale.positive(ColourMap.INFERNO, List.of(map(-1, -1, -2, 0))).high())
        .isEqualTo(1);
    assertThat(ColourScale.signed(ColourMap.DIVERGING, List.of()).low()).isEqualTo(-1);
    assertThatThrownBy(() -> new ColourScale(ColourMap.JET, 1, 1))
        .hasMessage("low must be a number below high (1.0), was 1.0");
  }

  @Test
  void clippedScalesEndAtAQuantileAndRememberTheExtremes() {
    float[] values = new float[100];
    for (int i = 0; i < 100; i++) {
      values[i] = i < 98 ? 1 : 7;
    }
    ColourScale positive = ColourScale.positive(ColourMap.INFERNO, List.of(map(values)), 0.98);
    assertThat(positive).isEqualTo(new ColourScale(ColourMap.INFERNO, 0, 1, 0, 7));
    assertThat(positive.isClippedAbove()).isTrue();
    assertThat(positive.isClippedBelow()).isFalse();
    values[99] = -9;
    assertThat(ColourScale.signed(ColourMap.DIVERGING, List.of(map(values)), 0.98))
        .isEqualTo(new ColourScale(ColourMap.DIVERGING, -1, 1, -9, 7));
    assertThat(ColourScale.signed(ColourMap.DIVERGING, List.of(map(0, 0, 0, 2)), 0.5))
        .isEqualTo(new ColourScale(ColourMap.DIVERGING, -2, 2));
    assertThatThrownBy(() -> ColourScale.signed(ColourMap.DIVERGING, List.of(), 0))
        .hasMessage("quantile must be above 0 and at most 1, was 0.0");
  }

  @Test
  void imageKeepsItsHueWhereTheMapSaysNothing() {
    BufferedImage image = white(4);
    image.setRGB(0, 0, 0xff0000);
    ColourScale scale = new ColourScale(ColourMap.INFERNO, 0, 2);
    int drawn = Overlay.of(scale).draw(image, RAMP).getRGB(0, 0);
    assertThat(drawn >> 16 & 255).isGreaterThan((drawn >> 8 & 255) + 80);
  }

  @Test
  void strengthGrowsFromNothing() {
    ColourScale positive = new ColourScale(ColourMap.INFERNO, 0, 2);
    assertThat(positive.strength(-4)).isZero();
    assertThat(positive.strength(1)).isEqualTo(0.5);
    assertThat(positive.strength(9)).isEqualTo(1);
    ColourScale signed = new ColourScale(ColourMap.DIVERGING, -2, 2);
    assertThat(signed.strength(0)).isZero();
    assertThat(signed.strength(-1)).isEqualTo(0.5);
    assertThat(signed.strength(2)).isEqualTo(1);
  }

  @Test
  void imageShowsWhereTheMapSaysNothingAndTheColourWhereItIsStrongest() {
    BufferedImage white = white(4);
    ColourScale scale = new ColourScale(ColourMap.INFERNO, 0, 2);
    BufferedImage drawn = new Overlay(scale, 1).draw(white, RAMP);
    assertThat(drawn.getRGB(0, 0) & 0xffffff).isEqualTo(0xe6e6e6); // 0.9 of white
    assertThat(drawn.getRGB(1, 0) & 0xffffff).isEqualTo(0xe6e6e6);
    assertThat(drawn.getRGB(3, 0) & 0xffffff).isEqualTo(ColourMap.INFERNO.rgb(1));
    assertThat(white.getRGB(3, 0) & 0xffffff).isEqualTo(0xffffff);
  }

  @Test
  void mapsThatSayNothingLeaveTheImage() {
    ColourScale scale = new ColourScale(ColourMap.INFERNO, 0, 2);
    for (Attribution map : List.of(map(2, 2, 2, 2), map(2, Float.NaN, 0, 0))) {
      BufferedImage drawn = Overlay.of(scale).draw(white(4), map);
      assertThat(drawn.getRGB(0, 0) & 0xffffff).isEqualTo(0xe6e6e6);
    }
  }

  @Test
  void opacityIsChecked() {
    assertThatThrownBy(() -> new Overlay(new ColourScale(ColourMap.JET, 0, 1), 1.5))
        .hasMessage("opacity must be between 0 and 1, was 1.5");
  }

  private static BufferedImage white(int width) {
    BufferedImage image = new BufferedImage(width, 1, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < width; x++) {
      image.setRGB(x, 0, 0xffffff);
    }
    return image;
  }

  private static Attribution map(float... values) {
    return new Attribution("m", 0, 1, values.length, values);
  }
}
