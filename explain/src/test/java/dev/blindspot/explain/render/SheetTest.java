package dev.blindspot.explain.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetTest {
  private static final int GREEN = 0x00ff00;
  private static final BufferedImage IMAGE = filled(GREEN);
  private static final Attribution MAP = new Attribution("m", 0, 1, 2, new float[] {0, 1});
  private static final ColourBar BAR =
      new ColourBar("drop", new ColourScale(ColourMap.INFERNO, 0, 1));

  @Test
  void enlargesSmallImagesAndKeepsTheirShape() {
    BufferedImage wide = new BufferedImage(40, 20, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 40 * 20; i++) {
      wide.setRGB(i % 40, i / 40, GREEN);
    }
    BufferedImage sheet = sheet(Panel.of(wide, "")).draw();
    assertThat(count(sheet, GREEN)).isEqualTo(224 * 112);
  }

  @Test
  void drawsOneBarForAllPanelsThatShareAScale() {
    int none = sheet(Panel.of(IMAGE, "")).draw().getHeight();
    int one = sheet(Panel.of(IMAGE, MAP, BAR, "")).draw().getHeight();
    int same =
        new Sheet(
                "",
                List.of("a", "b"),
                List.of(row("", Panel.of(IMAGE, MAP, BAR, ""), Panel.of(IMAGE, MAP, BAR, ""))))
            .draw()
            .getHeight();
    ColourBar other = new ColourBar("logit", new ColourScale(ColourMap.DIVERGING, -1, 1));
    int two =
        new Sheet(
                "",
                List.of("a"),
                List.of(
                    row("", Panel.of(IMAGE, MAP, BAR, "")),
                    row("", Panel.of(IMAGE, MAP, other, ""))))
            .draw()
            .getHeight();
    int twoRowsOneBar =
        new Sheet(
                "",
                List.of("a"),
                List.of(
                    row("", Panel.of(IMAGE, MAP, BAR, "")), row("", Panel.of(IMAGE, MAP, BAR, ""))))
            .draw()
            .getHeight();
    assertThat(one).isGreaterThan(none);
    assertThat(same).isEqualTo(one);
    assertThat(two).isGreaterThan(twoRowsOneBar);
  }

  @Test
  void namesFlatMapsAndMapsWithNanInThePanel() {
    Attribution flat = new Attribution("m", 0, 1, 2, new float[] {1, 1});
    Attribution nan = new Attribution("m", 0, 1, 2, new float[] {Float.NaN, 1});
    int white = count(sheet(Panel.of(IMAGE, MAP, BAR, "")).draw(), 0xffffff);
    for (Attribution map : List.of(flat, nan)) {
      BufferedImage drawn = sheet(Panel.of(IMAGE, map, BAR, "")).draw();
      assertThat(count(drawn, 0xffffff)).isGreaterThan(white); // letters of the banner
      Set<Integer> colours = new HashSet<>();
      for (int y = 60; y < 150; y++) {
        colours.add(drawn.getRGB(160, y));
      }
      assertThat(colours).hasSize(1); // the grey image, no map
    }
  }

  @Test
  void drawsBoxesInTheCoordinatesOfTheImage() {
    Panel panel = Panel.of(IMAGE, "").with(List.of(new Outline(new Region(4, 4, 4, 4), 0xff00ff)));
    BufferedImage sheet = sheet(panel).draw();
    List<Integer> columns = new ArrayList<>();
    for (int x = 0; x < sheet.getWidth(); x++) {
      for (int y = 0; y < sheet.getHeight(); y++) {
        if ((sheet.getRGB(x, y) & 0xffffff) == 0xff00ff) {
          columns.add(x);
          break;
        }
      }
    }
    int left = 24 + 4 * 224 / 16;
    assertThat(columns.get(0)).isBetween(left - 2, left + 2);
    assertThat(columns.get(columns.size() - 1)).isBetween(left + 56 - 3, left + 56 + 2);
  }

  @Test
  void leavesAWhiteMarginOnAllSidesHoweverLongTheTexts() {
    String text = "a_name_without_blanks_".repeat(30) + " and then words ".repeat(40);
    Panel panel = Panel.of(IMAGE, MAP, new ColourBar(text, BAR.scale()), text);
    BufferedImage sheet = new Sheet(text, List.of(text), List.of(row(text, panel))).draw();
    int width = sheet.getWidth();
    int height = sheet.getHeight();
    for (int y = 0; y < height; y++) {
      assertThat(sheet.getRGB(20, y) & 0xffffff).isEqualTo(0xffffff);
      assertThat(sheet.getRGB(width - 21, y) & 0xffffff).isEqualTo(0xffffff);
    }
    for (int x = 0; x < width; x++) {
      assertThat(sheet.getRGB(x, 20) & 0xffffff).isEqualTo(0xffffff);
      assertThat(sheet.getRGB(x, height - 15) & 0xffffff).isEqualTo(0xffffff);
    }
  }

  @Test
  void isWrittenAsPng(@TempDir Path folder) throws IOException {
    Sheet sheet = sheet(Panel.of(IMAGE, MAP, BAR, "p = 0.9"));
    sheet.write(folder.resolve("sheet.png"));
    BufferedImage read = ImageIO.read(folder.resolve("sheet.png").toFile());
    BufferedImage drawn = sheet.draw();
    assertThat(read.getWidth()).isEqualTo(drawn.getWidth());
    assertThat(read.getRGB(100, 100)).isEqualTo(drawn.getRGB(100, 100));
    assertThatThrownBy(() -> sheet.write(folder.resolve("missing/sheet.png")))
        .isInstanceOf(IOException.class);
  }

  /** A gallery: the same panels on fewer lines. */
  @Test
  void rowsMayStandSideBySide() {
    BufferedImage green = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      green.setRGB(i % 8, i / 8, GREEN);
    }
    List<Sheet.Row> rows = Collections.nCopies(3, row("caption", Panel.of(green, "below")));
    BufferedImage single = new Sheet("title", List.of("column"), rows).draw();
    BufferedImage two = new Sheet("title", List.of("column"), rows, 2).draw();
    BufferedImage many = new Sheet("title", List.of("column"), rows, 9).draw();
    assertThat(count(single, GREEN)).isEqualTo(3 * 224 * 224);
    assertThat(count(two, GREEN)).isEqualTo(3 * 224 * 224);
    assertThat(count(many, GREEN)).isEqualTo(3 * 224 * 224);
    assertThat(two.getWidth()).isBetween(2 * 224, many.getWidth() - 224);
    assertThat(single.getHeight() - two.getHeight()).isGreaterThan(224);
    assertThat(two.getHeight() - many.getHeight()).isEqualTo(single.getHeight() - two.getHeight());
    assertThatThrownBy(() -> new Sheet("", List.of("a"), List.of(), 0))
        .hasMessage("across must be >= 1, was 0");
  }

  @Test
  void refusesRowsThatDoNotFitTheColumns() {
    assertThatThrownBy(
            () -> new Sheet("", List.of("a", "b"), List.of(row("r", Panel.of(IMAGE, "")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must have a panel for each of 2 columns, row 'r' has 1");
    assertThatThrownBy(() -> new Sheet("", List.of(), List.of()))
        .hasMessage("columns must not be empty");
    assertThatThrownBy(() -> new Panel(IMAGE, MAP, null, List.of(), ""))
        .hasMessage("bar must be given with a map and only then");
  }

  private static Sheet sheet(Panel panel) {
    return new Sheet("", List.of("column"), List.of(row("", panel)));
  }

  private static Sheet.Row row(String caption, Panel... panels) {
    return new Sheet.Row(caption, List.of(panels));
  }

  private static int count(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  private static BufferedImage filled(int rgb) {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, rgb);
    }
    return image;
  }
}
