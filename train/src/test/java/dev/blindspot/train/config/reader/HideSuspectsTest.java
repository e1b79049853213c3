package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.PlaceErasing;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that are hidden in training, named or found. */
class HideSuspectsTest {
  private static final String RUN =
      """
      name: small
      data: {source: {synthetic: {}}}
      augmentation: {horizontal-flip: {}}
      """;

  private YamlFolder yaml = new YamlFolder(Path.of(""));
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void useTheFolder() {
    yaml = new YamlFolder(folder);
  }

  private ArmConfig arm(String name, String arms) {
    RunConfig config = yaml.read(RUN + arms);
    return Objects.requireNonNull(config.arms().get(name));
  }

  @Test
  void placesAreWrittenAsListsAndHiddenBeforeAnythingMoves() {
    ArmConfig arm =
        arm(
            "a",
            """
            arms:
              a: {augmentation: {place-erasing: {probability: 0.9, margin: 0.05, fill: zero, places: [[0, 0, 0.6, 0.15]]}}}
            """);
    PlaceErasing erasing =
        new PlaceErasing(List.of(new RelativeBox(0, 0, 0.6, 0.15)), 0.05, Fill.zero());
    assertThat(arm.augmentation().placeErasing()).isEqualTo(new Chance<>(0.9, erasing));
    Compose steps = arm.augmentation().images();
    assertThat(steps.steps()).hasSize(2);
    assertThat(((RandomApply) steps.steps().get(0)).augmentation()).isEqualTo(erasing);
    assertThat(arm.augmentation().fills()).containsExactly(Fill.zero());
  }

  @Test
  void theArmIsTheScannedOneAndHidesWithTheMeanUnlessToldOtherwise() {
    ArmConfig cured =
        arm(
            "cured",
            """
            arms:
              first: {}
              base: {augmentation: {horizontal-flip: null, shift: {}}, training: {epochs: 7}}
              cured: {hideSuspectsOf: base, training: {batchSize: 5}}
            """);
    assertThat(cured.hideSuspectsOf()).isEqualTo("base");
    assertThat(cured.training().epochs()).isEqualTo(7);
    assertThat(cured.training().batchSize()).isEqualTo(5);
    assertThat(cured.augmentation().horizontalFlip()).isNull();
    assertThat(cured.augmentation().shift()).isNotNull();
    assertThat(cured.augmentation().placeErasing())
        .isEqualTo(new Chance<>(1, PlaceErasing.defaults()));
    assertThat(cured.augmentation().fills()).containsExactly(new Fill.Mean());
  }

  @Test
  void whatWasFoundIsHiddenBesideWhatTheArmNames() {
    ArmConfig cured =
        arm(
            "cured",
            """
            arms:
              base: {}
              cured:
                hideSuspectsOf: base
                augmentation: {place-erasing: {margin: 0.1, places: [[0.9, 0.9, 0.1, 0.1]]}}
            """);
    RelativeBox found = new RelativeBox(0, 0, 0.5, 0.25);
    PlaceErasing told =
        Objects.requireNonNull(cured.hiding(List.of(found)).augmentation().placeErasing()).method();
    assertThat(told.places()).containsExactly(new RelativeBox(0.9, 0.9, 0.1, 0.1), found);
    assertThat(told.margin()).isEqualTo(0.1);
  }

  @Test
  void withNothingFoundNothingIsHidden() {
    ArmConfig cured = arm("cured", "arms: {base: {}, cured: {hideSuspectsOf: base}}\n");
    assertThat(cured.hiding(List.of()).augmentation().placeErasing()).isNull();
    assertThat(cured.hiding(List.of()).augmentation().horizontalFlip()).isNotNull();
  }

  @Test
  void refusesWhatCannotBeCarriedOut() {
    refused("arms: {a: {}, b: {hideSuspectsOf: c}}", "must name an arm that waits for no scan");
    refused("arms: {a: {}, b: {hideSuspectsOf: b}}", "must name an arm that waits for no scan");
    refused(
        "arms: {a: {}, b: {hideSuspectsOf: a}, c: {hideSuspectsOf: b}}",
        "must name an arm that waits for no scan");
    refused("arms: {b: {hideSuspectsOf: a}, a: {}}", "must not be set in the first arm");
    refused(
        "arms: {a: {}, b: {hideSuspectsOf: a}}\nexplanation: {scan: {images: 0}}",
        "scan.images must be > 0");
    refused(
        "arms: {a: {augmentation: {place-erasing: {}}}}", "must name at least one of its places");
    refused(
        "arms: {a: {augmentation: {place-erasing: {places: [[0.5, 0, 0.6, 1]]}}}}",
        "must be > 0 and end within the image");
    refused(
        "data: {source: {synthetic: {}}, watermark: {label: emergency}}\narms: {a: {}}",
        "must not be planted into drawn vehicles");
  }

  private void refused(String arms, String message) {
    String run = arms.startsWith("data:") ? RUN.replaceAll("data:.*\n", "") : RUN;
    assertThatThrownBy(() -> yaml.read(run + arms + "\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
