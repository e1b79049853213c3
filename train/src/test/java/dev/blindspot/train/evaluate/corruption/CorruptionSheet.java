package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Writes a contact sheet of all corruptions at all severities, to be looked at: {@code IMAGE OUT
 * [SIDE]}.
 */
public final class CorruptionSheet {
  private CorruptionSheet() {}

  public static void main(String[] arguments) throws Exception {
    int side = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 224;
    DecodedImage image =
        new ImageReader(side, Resize.STRETCH, 50_000_000).read(Path.of(arguments[0]));
    List<Sheet.Row> rows = new ArrayList<>();
    for (Corruption corruption : Corruption.values()) {
      List<Panel> panels = new ArrayList<>();
      for (int severity = 1; severity <= Corruptions.SEVERITIES; severity++) {
        panels.add(
            Panel.of(Corruptions.apply(corruption, severity, image, 1, 0).toBufferedImage(), ""));
      }
      rows.add(new Sheet.Row(corruption.name().toLowerCase(Locale.ROOT).replace('_', ' '), panels));
    }
    List<String> titles =
        IntStream.rangeClosed(1, Corruptions.SEVERITIES).mapToObj(s -> "severity " + s).toList();
    new Sheet("Corruptions", titles, rows).write(Path.of(arguments[1]));
  }
}
