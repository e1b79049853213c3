package dev.blindspot.train.data.source;

import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.DataSource.SplitFolders;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Folders and tables as users have them: leftovers, splits, links, other normal forms, hugeness.
 */
class OddFoldersTest {
  private static final String COMPOSED = "f\u00fchrerh\u00e4user";
  private static final String DECOMPOSED = "fu\u0308hrerha\u0308user";

  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  private int images;

  @Test
  void leftoversAreNeitherClassesNorImages() throws Exception {
    image("cat/a.jpg");
    image("dog/b.jpg");
    image("dog/@eaDir/b.jpg/SYNOPHOTO_THUMB_M.jpg");
    image("dog/@eadir/c.jpg");
    for (String name :
        List.of("cat/thumbs.db", "cat/ehthumbs.db", "dog/Desktop.ini", "dog/DESKTOP.INI")) {
      write(folder.resolve(name), new byte[1]);
    }
    write(folder.resolve("__MACOSX/dog/._b.jpg"), new byte[1]);
    write(folder.resolve("__macosx/dog/b.jpg"), new byte[1]);
    Manifest manifest = read(folders(null, null));
    assertThat(manifest.classes()).containsExactly("cat", "dog");
    assertThat(manifest.rows())
        .extracting(ManifestRow::id)
        .containsExactly("cat/a.jpg", "dog/b.jpg");
    assertThat(manifest.bad()).isEmpty();
  }

  @Test
  void aClassWhoseNameCouldForgeALineIsRefused() {
    image("cat/a.jpg");
    image("dog\nall is well/b.jpg");
    assertThatThrownBy(() -> read(folders(null, null)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the name of the folder 'dog\\u{a}all is well' holds a control");
  }

  @ParameterizedTest
  @CsvSource({"train,val,test", "Training,dev,eval", "train,valid,holdout"})
  void aRootOfSplitsIsRefusedWithTheSettingThatReadsIt(String train, String val, String test)
      throws Exception {
    for (String split : List.of(train, val, test)) {
      image(split + "/cat/a.jpg");
      image(split + "/dog/b.jpg");
    }
    assertThatThrownBy(() -> read(folders(null, null)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("each with the classes [cat, dog]")
        .hasMessageContaining(
            "set data.source.folders.splits to {train: %s, validation: %s, test: %s}"
                .formatted(train, val, test));
  }

  @Test
  void foldersCalledAsSplitsAreClassesWhereThatIsSaid() throws Exception {
    image("test/a.jpg");
    image("train/b.jpg");
    assertThatThrownBy(() -> read(folders(null, null)))
        .hasMessageContaining("holds the splits [test, train]. To keep them");
    assertThat(read(folders(List.of("train", "test"), null)).classes())
        .containsExactly("train", "test");
  }

  @Test
  void givenSplitsAreKept() throws Exception {
    for (String split : List.of("train", "val", "test")) {
      for (int i = 0; i < 4; i++) {
        image(split + "/cat/" + i + ".jpg");
        image(split + "/dog/" + i + ".jpg");
      }
    }
    Manifest manifest = read(folders(null, new SplitFolders("train", "val", "test")));
    assertThat(manifest.classes()).containsExactly("cat", "dog");
    assertThat(manifest.rows()).hasSize(24);
    for (ManifestRow row : manifest.rows()) {
      String expected = row.split() == Split.VALIDATION ? "val" : row.split().text();
      assertThat(row.id()).startsWith(expected + "/");
    }
  }

  @Test
  void aSplitWithoutAFolderIsDrawnFromTraining() throws Exception {
    for (int i = 0; i < 20; i++) {
      image("train/cat/" + i + ".jpg");
      image("train/dog/" + i + ".jpg");
    }
    image("test/cat/x.jpg");
    Manifest manifest = read(folders(null, new SplitFolders("train", null, "test")));
    assertThat(manifest.in(Split.TEST))
        .extracting(ManifestRow::id)
        .containsExactly("test/cat/x.jpg");
    assertThat(manifest.in(Split.VALIDATION)).hasSize(6);
    assertThat(manifest.in(Split.TRAIN)).hasSize(34);
  }

  @Test
  void givenSplitsHaveTheClassesOfTraining() throws Exception {
    image("train/cat/a.jpg");
    image("train/dog/b.jpg");
    image("test/bird/c.jpg");
    assertThatThrownBy(() -> read(folders(null, new SplitFolders("train", null, "test"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has a folder 'bird', which is not a class of");
    assertThatThrownBy(() -> read(folders(null, new SplitFolders("train", "val", "test"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("data.source.splits.validation")
        .hasMessageContaining("has no folder 'val'");
    assertThatThrownBy(() -> read(folders(null, new SplitFolders("../x", null, null))))
        .isInstanceOf(UserError.class);
  }

  @Test
  void nearDuplicatesAcrossGivenSplitsAreFound() throws Exception {
    byte[] same = jpeg(textured(60, 40, 99));
    write(folder.resolve("train/cat/a.jpg"), same);
    write(folder.resolve("test/cat/b.jpg"), same);
    image("train/dog/c.jpg");
    assertThat(read(folders(null, new SplitFolders("train", null, "test"))).acrossSplits())
        .containsExactly(List.of("test/cat/b.jpg", "train/cat/a.jpg"));
  }

  @Test
  void absolutePathsIntoTheFolderAreNamesInIt() throws Exception {
    Path image = image("images/cat/a.jpg");
    Path other = image("images/dog/b.jpg");
    Path outside = image("c.jpg");
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("images"));
    String rows = "%s,x%n%s,y%n%s,y%n".formatted(image, other.toRealPath(), outside);
    for (String images : List.of("images", "linked")) {
      Manifest manifest = read(table(images, "image,label\n" + rows));
      assertThat(manifest.rows())
          .extracting(ManifestRow::id)
          .containsExactly("cat/a.jpg", "dog/b.jpg");
      assertThat(manifest.bad())
          .extracting(BadRow::reason)
          .containsExactly("is outside the folder");
    }
  }

  @Test
  void namesMatchInEveryUnicodeNormalForm() throws Exception {
    image("images/" + DECOMPOSED + "/" + DECOMPOSED + ".jpg");
    image("images/" + COMPOSED + ".jpg");
    String rows = "%s/%s.jpg,x%n%s.jpg,y%n".formatted(COMPOSED, COMPOSED, DECOMPOSED);
    assertThat(read(table("images", "image,label\n" + rows)).rows())
        .extracting(ManifestRow::id, ManifestRow::label)
        .containsExactlyInAnyOrder(
            tuple(COMPOSED + "/" + COMPOSED + ".jpg", 0), tuple(COMPOSED + ".jpg", 1));
  }

  @Test
  void classesMatchInEveryUnicodeNormalForm() throws Exception {
    image(DECOMPOSED + "/a.jpg");
    image("dog/b.jpg");
    assertThat(read(folders(List.of(COMPOSED, "dog"), null)).rows())
        .extracting(ManifestRow::id, ManifestRow::label)
        .containsExactly(tuple("dog/b.jpg", 1), tuple(COMPOSED + "/a.jpg", 0));
    assertThat(read(folders(null, null)).classes()).containsExactly("dog", COMPOSED);
  }

  @Test
  void linksAreFollowedOnlyWhereThatIsAskedFor(@TempDir Path elsewhere) throws Exception {
    image("cat/a.jpg");
    image("dog/b.jpg");
    write(elsewhere.resolve("many/c.jpg"), jpeg(textured(60, 40, 50)));
    Files.createSymbolicLink(folder.resolve("cat/link.jpg"), elsewhere.resolve("many/c.jpg"));
    Files.createSymbolicLink(folder.resolve("dog/more"), elsewhere.resolve("many"));
    Files.createSymbolicLink(folder.resolve("dog/loop"), folder);
    assertThat(read(folders(null, null)).bad())
        .extracting(BadRow::id, BadRow::reason)
        .containsExactly(
            tuple("cat/link.jpg", "is outside the folder (a symbolic link leaves it)"),
            tuple("dog/loop", "is a link to a folder (data.links: anywhere follows it)"),
            tuple("dog/more", "is a link to a folder (data.links: anywhere follows it)"));
    Manifest followed = read(folders(null, null), Links.ANYWHERE);
    assertThat(followed.rows())
        .extracting(ManifestRow::id)
        .contains("cat/link.jpg", "dog/more/c.jpg")
        .doesNotHaveDuplicates();
  }

  @Test
  void aDoubledColumnIsNamed() throws Exception {
    assertThatThrownBy(() -> read(table("", "image,label,image\na.jpg,x,b.jpg\n")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has two columns 'image'; rename or remove one of them");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aRowOfTwoMegabytesIsRefused(boolean quoted) throws Exception {
    String cell = quoted ? "\"" + "x\n".repeat(1 << 20) : "x".repeat(1 << 21);
    assertThatThrownBy(() -> read(table("", "image,label\na.jpg,x\n" + cell)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it has a row of more than 1048576 characters");
  }

  @Test
  void aTableThatIsTooLargeOrADeviceIsNotRead() throws Exception {
    try (RandomAccessFile sparse =
        new RandomAccessFile(folder.resolve("large.csv").toFile(), "rw")) {
      sparse.setLength(2L << 30);
    }
    assertThatThrownBy(() -> read(csv("large.csv", "")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it has 2147483648 bytes, at most 1073741824 are read");
    assertThatThrownBy(() -> read(csv("/dev/zero", "")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it is not a file");
  }

  private Path image(String name) {
    return write(folder.resolve(name), jpeg(textured(60, 40, ++images)));
  }

  private static DataSource folders(@Nullable List<String> classes, @Nullable SplitFolders splits) {
    return new DataSource.Folders(".", classes, splits);
  }

  private DataSource table(String images, String text) throws Exception {
    Files.writeString(folder.resolve("table.csv"), text, UTF_8);
    return csv("table.csv", images);
  }

  private static DataSource csv(String table, String images) {
    return new DataSource.Csv(
        table,
        images.isEmpty() ? "." : images,
        "image",
        "label",
        List.of("x", "y"),
        List.of("x", "y"));
  }

  private Manifest read(DataSource source) {
    return read(source, Links.INSIDE);
  }

  private Manifest read(DataSource source, Links links) {
    DataConfig config =
        new DataConfig(
            source,
            new SplitConfig(0.15, 0.2, 0),
            Resize.STRETCH,
            OnBadImage.SKIP,
            50_000,
            64,
            links);
    return ManifestReader.read(config, 1, folder, ProgressListener.NONE);
  }
}
