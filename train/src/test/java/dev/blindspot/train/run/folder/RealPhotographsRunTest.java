package dev.blindspot.train.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.job.MainJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two epochs of a tiny network on some of the emergency-vehicle photographs, where they are at
 * hand.
 */
class RealPhotographsRunTest {
  private static final int EVERY = 20;

  @TempDir private Path folder;

  @Test
  void photographsBecomeAReport() throws IOException {
    String data = System.getProperty("blindspot.data", System.getenv("BLINDSPOT_DATA"));
    Assumptions.assumeTrue(
        data != null && Files.isRegularFile(Path.of(data, "train.csv")),
        "skipped: neither the property blindspot.data nor BLINDSPOT_DATA names a folder with the"
            + " emergency-vehicle photographs (train.csv and train/)");
    List<String> lines = Files.readAllLines(Path.of(data, "train.csv"));
    Files.write(
        folder.resolve("some.csv"),
        IntStream.range(0, lines.size()).filter(i -> i % EVERY == 0).mapToObj(lines::get).toList());
    Files.writeString(
        folder.resolve("some.yaml"),
        """
        name: photographs
        data:
          source:
            csv:
              table: some.csv
              folder: "%s"
              imageColumn: image_names
              labelColumn: emergency_or_not
              labels: ['0', '1']
              classes: [other, emergency]
        model: {inputSize: 48, width: 0.0625, batchNorm: true}
        training: {epochs: 2, batchSize: 16}
        arms: {plain: {}, erasing: {augmentation: {random-erasing: {fill: mean}}}}
        evaluation: {fractions: [0, 0.2], draws: 1}
        explanation: {images: 2, measured: 2, windowPx: 16, stridePx: 16}
        """
            .formatted(Path.of(data, "train").toString().replace('\\', '/')));
    LoadedConfig config = ConfigReader.read(folder.resolve("some.yaml"), List.of());
    Path page = new MainJob(config, Progress.NONE).run(folder.resolve("runs"), IfExists.REFUSE);
    assertThat(page).isNotEmptyFile();
    assertThat(page.resolveSibling("arms/plain/history.csv")).content().hasLineCount(3);
    assertThat(page.resolveSibling("split.csv"))
        .content()
        .hasLineCount((lines.size() - 1) / EVERY + 1);
  }
}
