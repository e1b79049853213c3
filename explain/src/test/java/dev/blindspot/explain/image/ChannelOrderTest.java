package dev.blindspot.explain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ChannelOrderTest {

  @Test
  void channelsStandInTheOrderThatIsAskedFor() {
    BufferedImage image = colour(0x102030);
    assertThat(numbers(ChannelOrder.RGB.pixels(image, 3))).containsExactly(0x10, 0x20, 0x30);
    assertThat(numbers(ChannelOrder.BGR.pixels(image, 3))).containsExactly(0x30, 0x20, 0x10);
  }

  @Test
  void coloursBecomeGreyByTheirLuma() {
    float[] grey = numbers(ChannelOrder.BGR.pixels(colour(0x102030), 1));
    assertThat(grey).hasSize(1);
    assertThat(grey[0]).isCloseTo(0.299f * 0x10 + 0.587f * 0x20 + 0.114f * 0x30, within(1e-4f));
  }

  @Test
  void greyImagesKeepTheirNumbers() {
    BufferedImage eight = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    eight.getRaster().setSample(0, 0, 0, 100);
    assertThat(numbers(ChannelOrder.BGR.pixels(eight, 1))).containsExactly(100);
    assertThat(numbers(ChannelOrder.RGB.pixels(eight, 3))).containsExactly(100, 100, 100);
    BufferedImage sixteen = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    sixteen.getRaster().setSample(0, 0, 0, 0xFFFF);
    assertThat(numbers(ChannelOrder.BGR.pixels(sixteen, 1))).containsExactly(255);
  }

  @Test
  void palettesAreLookedUp() {
    IndexColorModel palette =
        new IndexColorModel(8, 2, new byte[] {0, 1}, new byte[] {0, 2}, new byte[] {0, 3});
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(0, 0, 0, 1);
    assertThat(numbers(ChannelOrder.RGB.pixels(image, 3))).containsExactly(1, 2, 3);
  }

  @Test
  void otherNumbersOfChannelsAreRefused() {
    assertThatThrownBy(() -> ChannelOrder.BGR.pixels(colour(0), 4))
        .hasMessageStartingWith("channels of a BufferedImage must be 1 or 3, was 4");
  }

  private static BufferedImage colour(int rgb) {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, rgb);
    return image;
  }

  private static float[] numbers(INDArray pixels) {
    return pixels.dup('c').data().asFloat();
  }
}
