package dev.blindspot.train.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.inspect.sheet.MapSheets;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapFilesTest {
  private static final List<String> CLASSES = List.of("other", "emergency");

  private static final ExplanationConfig SETTINGS =
      ConfigReader.part(ExplanationConfig.class, List.of("sheets=png-and-svg"), Path.of(""));

  private final Path folder;

  MapFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theTableHasEveryPositionOfEveryImageAndArm() throws IOException {
    Path file = folder.resolve("new/occlusion.csv");
    OcclusionTable.write(inspection(), CLASSES, file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("image,arm,x,y,width,height,p_true,predicted");
    assertThat(lines).hasSize(1 + 2 * 2 * 16);
    // hiding the square takes the evidence for class 1 away; hiding any other place takes nothing
    assertThat(lines.get(1)).isEqualTo("\"a, quoted\",looks,0,0,8,8,0.0,other");
    assertThat(lines.get(2)).matches("\"a, quoted\",looks,8,0,8,8,0\\.(9|8999).*,emergency");
    assertThat(lines.get(16)).startsWith("\"a, quoted\",looks,24,24,8,8,");
    assertThat(lines.get(1 + 3 * 16)).isEqualTo("b,blind,0,0,8,8,0.5,other");
  }

  @Test
  void sheetsShowTheOriginalAndEveryArm() throws IOException {
    MapSheets sheets = new MapSheets(inspection(), CLASSES, SETTINGS);
    sheets.writeImage(0, folder.resolve("explain/one.png"));
    sheets.writeOverview(5, MapMethod.OCCLUSION, folder.resolve("explain/all.png"));
    BufferedImage one = ImageIO.read(folder.resolve("explain/one.png").toFile());
    BufferedImage all = ImageIO.read(folder.resolve("explain/all.png").toFile());
    assertThat(colours(one)).isGreaterThan(50);
    assertThat(colours(all)).isGreaterThan(50);
    assertThat(one.getWidth()).isGreaterThan(3 * KnownMaps.SIZE);
    assertThat(folder.resolve("explain/one.svg")).content().contains("says emergency, p = 0.900");
  }

  @Test
  void thePlantedCueIsOutlined() throws IOException {
    MapSheets sheets = new MapSheets(inspection(), CLASSES, SETTINGS);
    sheets.writeImage(0, folder.resolve("cue.png"));
    sheets.writeImage(1, folder.resolve("none.png"));
    assertThat(pink(folder.resolve("cue.png"))).isPositive();
    assertThat(pink(folder.resolve("none.png"))).isZero();
  }

  private static Inspection inspection() {
    Subject a = KnownMaps.white("a, quoted", 1, CueBox.shortcut("watermark", 0, 0, 8, 8));
    Subject b = KnownMaps.white("b", 0, CueBox.object("vehicle", 8, 8, 8, 8));
    Map<String, List<ArmMaps>> maps = new LinkedHashMap<>();
    maps.put("looks", List.of(KnownMaps.of(a), KnownMaps.of(b)));
    maps.put("blind", List.of(KnownMaps.flat(a), KnownMaps.flat(b)));
    return new Inspection(List.of(a, b), maps, Map.of());
  }

  private static long colours(BufferedImage image) {
    return Arrays.stream(pixels(image)).distinct().count();
  }

  private static long pink(Path file) throws IOException {
    return Arrays.stream(pixels(ImageIO.read(file.toFile())))
        .filter(rgb -> (rgb & 0xFFFFFF) == 0xE0218A)
        .count();
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
