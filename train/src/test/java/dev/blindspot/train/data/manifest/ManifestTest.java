package dev.blindspot.train.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.manifest.ManifestSummary.DuplicateGroup;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final List<String> CLASSES = List.of("other", "emergency");

  private final Path folder;

  ManifestTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theHashSeesEveryFieldButNotTheOrder() {
    List<ManifestRow> rows = List.of(row("a", 0, Split.TRAIN, "1"), row("b", 1, Split.TEST, "2"));
    String hash = new Manifest(CLASSES, rows, List.of()).hash();
    List<ManifestRow> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    assertThat(new Manifest(CLASSES, reversed, List.of()).hash()).isEqualTo(hash).hasSize(64);
    for (ManifestRow changed :
        List.of(
            row("c", 1, Split.TEST, "2"),
            row("b", 0, Split.TEST, "2"),
            row("b", 1, Split.TRAIN, "2"),
            row("b", 1, Split.TEST, "3"))) {
      List<ManifestRow> other = List.of(rows.get(0), changed);
      assertThat(new Manifest(CLASSES, other, List.of()).hash()).isNotEqualTo(hash);
    }
    assertThat(new Manifest(List.of("x", "emergency"), rows, List.of()).hash()).isNotEqualTo(hash);
  }

  @Test
  void theSplitFileBringsRowsBack() throws Exception {
    Manifest manifest =
        new Manifest(
            CLASSES,
            List.of(
                row("a, \"b\".jpg", 0, Split.TRAIN, "1"),
                row("\u00e9/c.jpg", 1, Split.VALIDATION, "2"),
                row("d.jpg", -1, Split.UNLABELLED, "3"),
                row("=1+1.jpg", 0, Split.TEST, "4"),
                row("'-5,\n.jpg", 0, Split.TEST, "5")),
            List.of());
    Path file = folder.resolve("split.csv");
    SplitFile.write(manifest, file);
    SplitFile.write(manifest, file);
    assertThat(SplitFile.read(file)).isEqualTo(manifest.rows());
    assertThat(Files.readAllLines(file)).first().isEqualTo("id,path,label,split,content_hash");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aDamagedSplitFileIsTheUsersToMend() throws Exception {
    Path file = folder.resolve("split.csv");
    assertThatThrownBy(() -> SplitFile.read(file)).isInstanceOf(UserError.class);
    Files.writeString(file, "id,path,label,split,content_hash\na,a,0,nowhere,x\n");
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("split.csv");
  }

  @Test
  void savedSplitsReplaceFreshOnes() {
    Manifest fresh =
        new Manifest(
            CLASSES,
            List.of(row("a", 0, Split.TRAIN, "1"), row("b", 1, Split.TEST, "2")),
            List.of());
    List<ManifestRow> saved = List.of(row("b", 1, Split.TRAIN, "2"), row("a", 0, Split.TEST, "1"));
    assertThat(fresh.withSplitsOf(saved).rows())
        .containsExactly(row("a", 0, Split.TEST, "1"), row("b", 1, Split.TRAIN, "2"));
  }

  @Test
  void changedDataIsNotContinued() {
    Manifest fresh =
        new Manifest(
            CLASSES,
            List.of(
                row("new", 0, Split.TRAIN, "1"),
                row("content", 1, Split.TEST, "2"),
                row("label", 1, Split.TEST, "3")),
            List.of());
    List<ManifestRow> saved =
        List.of(
            row("gone", 1, Split.TRAIN, "2"),
            row("content", 1, Split.TEST, "x"),
            row("label", 0, Split.TEST, "3"));
    assertThatThrownBy(() -> fresh.withSplitsOf(saved))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("4 differences")
        .hasMessageContaining("new is new")
        .hasMessageContaining("content has another content")
        .hasMessageContaining("label has another label")
        .hasMessageContaining("gone is gone");
  }

  @Test
  void everyClassNeedsATrainingImage() {
    Manifest lopsided =
        new Manifest(
            CLASSES,
            List.of(row("a", 0, Split.TRAIN, "1"), row("b", 1, Split.TEST, "2")),
            List.of());
    assertThatThrownBy(lopsided::requireTrainable)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'emergency'");
  }

  @Test
  void theSummaryCounts() {
    Manifest manifest =
        new Manifest(
            CLASSES,
            List.of(
                row("a", 0, Split.TRAIN, "1"),
                row("b", 1, Split.TRAIN, "2"),
                row("c", 1, Split.TRAIN, "3"),
                row("d", 1, Split.TEST, "4"),
                row("e", -1, Split.UNLABELLED, "5")),
            List.of(new BadRow("t.csv:2", "f", "is missing")),
            List.of(List.of("a", "b")));
    ManifestSummary summary = manifest.summary();
    assertThat(summary.rows()).isEqualTo(5);
    assertThat(summary.counts())
        .containsOnlyKeys(Split.TRAIN, Split.TEST, Split.UNLABELLED)
        .containsEntry(Split.TRAIN, List.of(1, 2))
        .containsEntry(Split.TEST, List.of(0, 1))
        .containsEntry(Split.UNLABELLED, List.of(1));
    assertThat(summary.duplicates())
        .containsExactly(new DuplicateGroup(List.of("a", "b"), Set.of(0, 1)));
    assertThat(summary.bad()).hasToString("[t.csv:2: f is missing]");
  }

  @Test
  void constructorsSayTheRule() {
    assertThatThrownBy(() -> row("a", -1, Split.TRAIN, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("split must be UNLABELLED exactly when label is -1");
    assertThatThrownBy(() -> row("a", 0, Split.UNLABELLED, "1"))
        .hasMessageStartingWith("split must be UNLABELLED");
    assertThatThrownBy(
            () -> new Manifest(CLASSES, List.of(row("a", 2, Split.TRAIN, "1")), List.of()))
        .hasMessageStartingWith("rows must have labels below 2");
    ManifestRow row = row("a", 1, Split.TRAIN, "1");
    assertThatThrownBy(() -> new Manifest(CLASSES, List.of(row, row), List.of()))
        .hasMessage("rows must have unique ids, two are a");
    assertThatThrownBy(() -> CueBox.object("cue", 0, 0, 0, 3))
        .hasMessage("width and height must be >= 1, were 0 and 3");
    assertThatThrownBy(() -> new DecodedImage(2, 2, new byte[3]))
        .hasMessage("bgr must hold 3 * 2 * 2 bytes, holds 3");
  }

  private static ManifestRow row(String id, int label, Split split, String hash) {
    return new ManifestRow(id, Path.of("images", id), label, split, hash, List.of());
  }
}
