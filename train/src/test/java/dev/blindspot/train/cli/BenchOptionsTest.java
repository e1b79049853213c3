package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.cli.request.Actions.BenchOptions;
import dev.blindspot.train.cli.request.Actions.Format;
import dev.blindspot.train.cli.request.Actions.LayerBench;
import dev.blindspot.train.cli.request.Actions.Measure;
import dev.blindspot.train.cli.request.Actions.OcclusionBench;
import dev.blindspot.train.cli.request.Actions.Variant;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
  private final RecordedCli cli;

  BenchOptionsTest(@TempDir Path folder) {
    this.cli = new RecordedCli(folder);
  }

  @Test
  void benchMeasuresAllUnlessToldOtherwise() {
    assertThat(cli.execute("bench", "train")).isZero();
    assertThat(cli.execute("bench", "train", "--variant", "frozen", "--batch", "8,16", "--json"))
        .isZero();
    assertThat(cli.execute("bench", "pipeline")).isZero();
    assertThat(cli.execute("bench", "forward", "--batch", "8")).isZero();
    List<Variant> both = List.of(Variant.ALL, Variant.FROZEN);
    List<Variant> all = List.of(Variant.ALL);
    List<Integer> batches = List.of(1, 8, 32);
    assertThat(cli.actions().calls())
        .containsExactly(
            "bench",
            new BenchOptions(Measure.TRAIN, batches, both, Format.TABLE),
            "bench",
            new BenchOptions(Measure.TRAIN, List.of(8, 16), List.of(Variant.FROZEN), Format.JSON),
            "bench",
            new BenchOptions(Measure.PIPELINE, batches, all, Format.TABLE),
            "bench",
            new BenchOptions(Measure.FORWARD, List.of(8), all, Format.TABLE),
            "bench",
            new BenchOptions(Measure.COMPILED, List.of(8), all, Format.TABLE));
    assertThat(cli.execute("bench", "train", "--batch", "0")).isEqualTo(2);
    assertThat(cli.told()).isEqualTo("--batch must be >= 1, was 0\n");
  }

  @Test
  void benchOcclusionChecksItsNumbers() {
    assertThat(cli.execute("bench", "occlusion")).isZero();
    assertThat(cli.execute("bench", "occlusion", "--window", "32", "--stride", "16", "--json"))
        .isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "benchOcclusion",
            new OcclusionBench(16, 8, 3, Format.TABLE, null),
            "benchOcclusion",
            new OcclusionBench(32, 16, 3, Format.JSON, null));
    assertThat(cli.execute("bench", "occlusion", "--stride", "17")).isEqualTo(2);
    assertThat(cli.told()).isEqualTo("--stride must be between 1 and --window (16), was 17\n");
  }

  @Test
  void benchLayersTakesVgg16OrAModel() {
    assertThat(cli.execute("bench", "layers")).isZero();
    String[] small = {"bench", "layers", "--size", "96", "--width", "0.25", "--batch", "8"};
    assertThat(cli.execute(small)).isZero();
    assertThat(cli.execute("bench", "layers", "--json", "--model", cli.model())).isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "benchLayers",
            new LayerBench(224, 1, 1, Format.TABLE, null),
            "benchLayers",
            new LayerBench(96, 0.25, 8, Format.TABLE, null),
            "benchLayers",
            new LayerBench(224, 1, 1, Format.JSON, ModelRequest.of(List.of(Path.of(cli.model())))));
  }

  @ParameterizedTest
  @CsvSource({
    "--batch 0, '--batch must be >= 1, was 0'",
    "--size 100, '--size must be a multiple of 16, was 100'",
    "--size 0, '--size must be a multiple of 16, was 0'",
    "--width 0, '--width must be between 1/64 and 4, was 0.0'",
    "--width NaN, '--width must be between 1/64 and 4, was NaN'",
    "--model nowhere.zip, nowhere.zip",
    "--batch many, many"
  })
  void benchLayersRefusesWhatCannotBe(String arguments, String reason) {
    assertThat(cli.execute(("bench layers " + arguments).split(" "))).isEqualTo(2);
    assertThat(cli.told()).contains(reason).doesNotContain("\tat ");
    assertThat(cli.actions().calls()).isEmpty();
  }

  @Test
  void aModelHasItsOwnSizeAndWidth() {
    String[] both = {"bench", "layers", "--size", "96", "--model", cli.model()};
    assertThat(cli.execute(both)).isEqualTo(2);
    assertThat(cli.told()).startsWith("--size and --width are VGG16's");
  }
}
