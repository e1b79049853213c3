package dev.blindspot.train.run;

import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Edit;
import dev.blindspot.augment.ImageAugmentation;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.random.SampleRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The contact sheet of training pictures as the arms see them in the first epoch, with what was drawn. */
final class Preview {
  private final RunConfig config;
  private final Preparation prepared;

  Preview(RunConfig config, Preparation prepared) {
    this.config = config;
    this.prepared = prepared;
  }

  void write(Collection<String> arms, int images, Path file) throws IOException {
    List<ManifestRow> rows = prepared.manifest().in(Split.TRAIN);
    List<Sheet.Row> sheetRows = new ArrayList<>();
    for (int i = 0; i < Math.min(images, rows.size()); i++) {
      int sample = i * Math.max(1, rows.size() / images);
      List<Panel> panels = new ArrayList<>();
      Picture original = prepared.pictures().get(rows.get(sample));
      panels.add(Panel.of(original.image(), ""));
      for (String arm : arms) {
        panels.add(augmented(arm, original, sample));
      }
      ManifestRow row = rows.get(sample);
      sheetRows.add(
          new Sheet.Row(row.id() + " (" + prepared.spec().classes().get(row.label()) + ")", panels));
    }
    List<String> columns = new ArrayList<>(List.of("original"));
    columns.addAll(arms);
    Files.createDirectories(file.toAbsolutePath().getParent());
    new Sheet("Training pictures, epoch 1", columns, sheetRows).write(file);
  }

  private Panel augmented(String name, Picture original, int sample) {
    ArmConfig arm = config.arms().get(name);
    if (arm == null) {
      throw new UserError("there is no arm '%s'; there are %s".formatted(name, config.arms().keySet()));
    }
    ImageAugmentation augmentation = arm.augmentation().images();
    List<Edit> edits =
        augmentation.draw(
            original.height(), original.width(), SampleRandom.of(config.seed(), 0, sample));
    byte[] painted = original.bgr().clone();
    new BytePainter(prepared.datasetMean()).paint(painted, original.height(), original.width(), edits);
    String caption = edits.stream().map(Edit::toString).collect(Collectors.joining("; "));
    return Panel.of(new Picture(original.height(), original.width(), painted).image(), caption);
  }
}
