package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.train.config.EvaluationConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorstPlaceConfigTest {
  @TempDir private Path folder = Path.of("");
  private YamlFolder yaml = new YamlFolder(Path.of(""));

  @BeforeEach
  void here() {
    yaml = new YamlFolder(folder);
  }

  private EvaluationConfig evaluation(String text) {
    return ConfigReader.read(yaml.write("run.yaml", YamlFolder.MINIMAL + text), List.of())
        .config()
        .evaluation();
  }

  @Test
  void isOffUnlessImagesAreAskedFor() {
    EvaluationConfig evaluation = evaluation("");

    assertThat(evaluation.worstPlace().images()).isZero();
    assertThat(evaluation.worstPlaceFills()).isEmpty();
  }

  @Test
  void takesTheFillsOfTheEvaluationUnlessItHasItsOwn() {
    assertThat(
            evaluation("evaluation: {fills: [image-patch, zero], worstPlace: {images: 8}}\n")
                .worstPlaceFills())
        .containsExactly(new Fill.Zero());
    EvaluationConfig own =
        evaluation("evaluation: {fills: [zero], worstPlace: {images: 8, fills: [mean]}}\n");
    assertThat(own.worstPlaceFills()).containsExactly(new Fill.Mean());
    assertThat(own.allFills()).containsExactly(new Fill.Zero(), new Fill.Mean());
  }

  @Test
  void tellsMistakesAtTheirLine() {
    assertThat(
            yaml.complaints(
                YamlFolder.MINIMAL
                    + """
                    evaluation:
                      worstPlace:
                        images: -1
                        sides: [0, 1]
                    """))
        .anyMatch(
            c ->
                c.contains("evaluation.worstPlace.images: must be at least 0, was -1")
                    || c.contains("evaluation.worstPlace.images: must be >= 0, was -1"));
    assertThat(complaint("{sides: [0, 1]}"))
        .contains(
            "evaluation.worstPlace.sides: must be one or more numbers above 0 and up to 0.9, were [0.0, 1.0]");
    assertThat(complaint("{sides: [0.1, 0.5]}"))
        .contains(
            "evaluation.worstPlace.stride: must be at least 0.005 and at most the smallest side (0.1), so that every pixel is hidden, was 0.125");
    assertThat(complaint("{fills: [image-patch]}"))
        .contains("evaluation.worstPlace.fills: cannot have image-patch");
  }

  @Test
  void needsAFillThatShowsTheSameAtEveryPlace() {
    assertThat(
            yaml.complaints(
                YamlFolder.MINIMAL
                    + "evaluation: {fills: [image-patch], worstPlace: {images: 8}}\n"))
        .singleElement()
        .asString()
        .contains(
            "evaluation.worstPlace: needs a fill, since evaluation.fills has image-patch alone");
  }

  private String complaint(String block) {
    List<String> complaints =
        yaml.complaints(YamlFolder.MINIMAL + "evaluation: {worstPlace: " + block + "}\n");
    assertThat(complaints).hasSize(1);
    return complaints.get(0);
  }
}
