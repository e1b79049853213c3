package dev.blindspot.train.data.source;

import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.write;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Photographs in a folder of a test, and the table that lists them. */
record TableFolder(Path folder) {
  /** Writes that many images and returns their rows; odd numbers are emergencies. */
  List<String> usualTable(int images) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      write(folder.resolve("images/%03d.jpg".formatted(i)), jpeg(textured(60, 40, i)));
      rows.add("%03d.jpg,%d".formatted(i, i % 2));
    }
    return rows;
  }

  DataSource table(List<String> rows) throws IOException {
    Files.writeString(
        folder.resolve("train.csv"),
        "image_names,emergency_or_not\n" + String.join("\n", rows) + "\n",
        UTF_8);
    return csv("train.csv");
  }

  static DataSource csv(String table) {
    return new DataSource.Csv(
        table,
        "images",
        "image_names",
        "emergency_or_not",
        List.of("0", "1"),
        List.of("other", "emergency"));
  }

  Manifest read(DataSource source, OnBadImage policy) {
    return ManifestReader.read(config(source, policy), 1, folder, ProgressListener.NONE);
  }

  static DataConfig config(DataSource source, OnBadImage policy) {
    return new DataConfig(
        source, new SplitConfig(0.15, 0.2, 4), Resize.STRETCH, policy, 50_000, 64, Links.INSIDE);
  }

  static void link(Path link, Path target) {
    try {
      Files.createSymbolicLink(link, target);
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("this file system has no symbolic links: " + e);
    }
  }
}
