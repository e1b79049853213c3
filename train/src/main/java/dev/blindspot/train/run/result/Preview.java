package dev.blindspot.train.run.result;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.batch.TrainingImages;
import dev.blindspot.train.fit.batch.TrainingImages.Seen;
import dev.blindspot.train.io.TableWriter;
import dev.blindspot.train.run.prepare.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contact sheet of the first training images as the arms see them, with what was drawn. */
public final class Preview {
  private final RunConfig config;
  private final Preparation prepared;

  public Preview(RunConfig config, Preparation prepared) {
    this.config = config;
    this.prepared = prepared;
  }

  /** Writes the sheet, and beside it a table with every parameter that was drawn. */
  public void write(Collection<String> arms, int images, Path file) throws IOException {
    Map<String, List<Seen>> seen = new LinkedHashMap<>();
    arms.forEach(arm -> seen.put(arm, seen(arm, images)));
    List<ManifestRow> rows = seen.values().iterator().next().stream().map(Seen::row).toList();
    List<Sheet.Row> sheet = new ArrayList<>();
    sheet.add(new Sheet.Row("original", rows.stream().map(this::original).toList()));
    seen.forEach((arm, all) -> sheet.add(new Sheet.Row(arm, panels(all))));
    List<String> titles =
        rows.stream()
            .map(r -> r.id() + " (" + prepared.manifest().classes().get(r.label()) + ")")
            .toList();
    Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent()));
    new Sheet("Training images, epoch 1", titles, sheet).write(file);
    writeTable(
        seen,
        file.resolveSibling(file.getFileName().toString().replaceAll("\\.png$", "") + ".csv"));
  }

  private Panel original(ManifestRow row) {
    return Panel.of(prepared.images().get(row).toBufferedImage(), "");
  }

  private static List<Panel> panels(List<Seen> images) {
    return images.stream().map(s -> Panel.of(s.image().toBufferedImage(), s.caption())).toList();
  }

  private static void writeTable(Map<String, List<Seen>> seen, Path file) throws IOException {
    TableWriter.write(
        file,
        List.of("image", "arm", "drawn"),
        table -> {
          for (Map.Entry<String, List<Seen>> arm : seen.entrySet()) {
            for (Seen image : arm.getValue()) {
              table.row(image.row().id(), arm.getKey(), String.join("; ", image.drawn()));
            }
          }
        });
  }

  private List<Seen> seen(String name, int images) {
    ArmConfig arm = config.arms().get(name);
    if (arm == null) {
      throw new UserError(
          "there is no arm '%s'; there are %s".formatted(name, config.arms().keySet()));
    }
    return TrainingImages.of(
        arm,
        prepared.manifest().in(Split.TRAIN),
        prepared.images(),
        prepared.datasetMean(),
        prepared.manifest().classes().size(),
        config.seed(),
        images);
  }
}
