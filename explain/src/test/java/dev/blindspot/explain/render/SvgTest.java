package dev.blindspot.explain.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Region;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgTest {
  private static final Attribution MAP =
      new Attribution("m", 0, 2, 2, new float[] {-1, 0, 0.5f, 1});
  private static final ColourBar BAR =
      new ColourBar("drop & more", ColourScale.signed(ColourMap.DIVERGING, List.of(MAP)));

  @Test
  void holdsTextAsTextFramesAsFramesAndImagesAsPng() throws Exception {
    BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
    Panel panel =
        Panel.of(image, MAP, BAR, "p = 0.5")
            .with(List.of(new Outline(new Region(1, 2, 9, 8), 0xE0218A)));
    Sheet sheet = sheet("<b> & \"quotes\" \u0001", panel);
    Element svg = parsed(sheet.svg());
    assertThat(svg.getAttribute("width")).isEqualTo(Integer.toString(sheet.draw().getWidth()));
    assertThat(svg.getAttribute("height")).isEqualTo(Integer.toString(sheet.draw().getHeight()));
    assertThat(texts(svg)).contains("p = 0.5", "drop & more", "1.00", "-1.00");
    assertThat(String.join(" ", texts(svg))).contains("<b> & \"quotes\" \uFFFD");
    assertThat(sheet.svg()).contains("stroke=\"#e0218a\"");
    NodeList images = svg.getElementsByTagName("image");
    assertThat(images.getLength()).isEqualTo(2); // the panel and the colours of the bar
    String uri = ((Element) images.item(0)).getAttribute("xlink:href");
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(224);
  }

  @Test
  void textKeepsTheLengthItWasLaidOutWith() throws Exception {
    Element svg = parsed(sheet("title", Panel.of(new BufferedImage(4, 4, 1), "caption")).svg());
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      int end =
          Integer.parseInt(text.getAttribute("x"))
              + Integer.parseInt(text.getAttribute("textLength"));
      assertThat(end).isLessThanOrEqualTo(Integer.parseInt(svg.getAttribute("width")));
    }
    assertThat(texts.getLength()).isEqualTo(3);
  }

  @Test
  void aFlatMapIsNamedThereToo() throws Exception {
    Attribution flat = new Attribution("m", 0, 2, 2, new float[4]);
    Sheet sheet = sheet("", Panel.of(new BufferedImage(4, 4, 1), flat, BAR, ""));
    assertThat(texts(parsed(sheet.svg()))).contains("map: flat, no positive value");
  }

  @Test
  void theNameOfTheFileDecides(@TempDir Path folder) throws IOException {
    Sheet sheet = sheet("title", Panel.of(new BufferedImage(4, 4, 1), ""));
    sheet.write(folder.resolve("a.svg"));
    sheet.write(folder.resolve("a.png"));
    assertThat(Files.readString(folder.resolve("a.svg"))).startsWith("<?xml").contains("<svg");
    assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isPositive();
  }

  private static Sheet sheet(String title, Panel panel) {
    return new Sheet(title, List.of("heading"), List.of(new Sheet.Row("", List.of(panel))));
  }

  private static Element parsed(String svg) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    return document.getDocumentElement();
  }

  private static List<String> texts(Element svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
