package dev.blindspot.train.run;

import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.fit.TrainingPictures;
import dev.blindspot.train.fit.TrainingPictures.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The contact sheet of the first training pictures as the arms see them, with what was drawn. */
final class Preview {
  private final RunConfig config;
  private final Preparation prepared;

  Preview(RunConfig config, Preparation prepared) {
    this.config = config;
    this.prepared = prepared;
  }

  void write(Collection<String> arms, int images, Path file) throws IOException {
    List<List<Seen>> columns = arms.stream().map(arm -> seen(arm, images)).toList();
    List<Sheet.Row> rows = new ArrayList<>();
    for (int i = 0; i < columns.get(0).size(); i++) {
      rows.add(row(columns, i));
    }
    List<String> titles = new ArrayList<>(List.of("original"));
    titles.addAll(arms);
    Files.createDirectories(file.toAbsolutePath().getParent());
    new Sheet("Training pictures, epoch 1", titles, rows).write(file);
  }

  private Sheet.Row row(List<List<Seen>> columns, int i) {
    ManifestRow row = columns.get(0).get(i).row();
    List<Panel> panels = new ArrayList<>();
    panels.add(Panel.of(prepared.pictures().get(row).image(), ""));
    for (List<Seen> column : columns) {
      panels.add(Panel.of(column.get(i).picture().image(), column.get(i).drawn()));
    }
    return new Sheet.Row(
        row.id() + " (" + prepared.manifest().classes().get(row.label()) + ")", panels);
  }

  private List<Seen> seen(String name, int images) {
    ArmConfig arm = config.arms().get(name);
    if (arm == null) {
      throw new UserError(
          "there is no arm '%s'; there are %s".formatted(name, config.arms().keySet()));
    }
    return TrainingPictures.of(
        arm,
        prepared.manifest().in(Split.TRAIN),
        prepared.pictures(),
        prepared.datasetMean(),
        prepared.manifest().classes().size(),
        config.seed(),
        images);
  }
}
