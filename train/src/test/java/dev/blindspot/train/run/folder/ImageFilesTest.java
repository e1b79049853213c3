package dev.blindspot.train.run.folder;

import static dev.blindspot.train.data.format.TestImages.encode;
import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.textured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.run.folder.ImageFiles.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {
  private static final ImageReader READER = new ImageReader(32, Resize.STRETCH, 1 << 20);

  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  private ImageFiles.Read read(Links links) {
    ImageFiles files = new ImageFiles(folder, links);
    return files.read(files.files(), READER);
  }

  @Test
  void aLinkLeavesTheFolderOnlyWhereThatIsAskedFor(@TempDir Path elsewhere) throws IOException {
    Path image = Files.write(elsewhere.resolve("a.jpg"), jpeg(textured(40, 40, 1)));
    Files.createSymbolicLink(folder.resolve("link.jpg"), image);
    assertThat(read(Links.INSIDE).leftOut())
        .extracting(BadRow::reason)
        .containsExactly("is outside the folder (a symbolic link leaves it)");
    assertThat(read(Links.ANYWHERE).images()).hasSize(1);
  }

  @Test
  void contentDecidesNotTheEnding() throws IOException {
    Files.write(folder.resolve("a.jfif"), jpeg(textured(40, 40, 1)));
    Files.write(folder.resolve("b"), encode(textured(40, 40, 2), ".png"));
    Files.write(folder.resolve("c.jpg"), "GIF89a of old".getBytes(StandardCharsets.US_ASCII));
    assertThat(new ImageFiles(folder, Links.INSIDE).files()).hasSize(3);
    assertThat(read(Links.INSIDE).images()).extracting(Named::name).containsExactly("a.jfif", "b");
  }

  @Test
  void whatCannotBeUsedIsNamedWithItsReason() throws IOException {
    Files.write(folder.resolve("a.jpg"), "GIF89a of old".getBytes(StandardCharsets.US_ASCII));
    Files.createSymbolicLink(folder.resolve("b.jpg"), folder.resolve("gone.jpg"));
    Files.createDirectory(folder.resolve("sub"));
    assertThat(read(Links.INSIDE).leftOut())
        .extracting(BadRow::id, BadRow::reason)
        .containsExactly(
            tuple("a.jpg", "is a GIF file; JPEG, PNG, WebP and BMP are read"),
            tuple("b.jpg", "is missing"));
  }

  @Test
  void aJpegThatLostItsLowerHalfIsLeftOutThoughItEndsAsItShould() throws IOException {
    byte[] whole = jpeg(textured(200, 200, 3));
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    half[half.length - 2] = (byte) 0xff;
    half[half.length - 1] = (byte) 0xd9;
    Files.write(folder.resolve("half.jpg"), half);
    Files.write(folder.resolve("whole.jpg"), whole);
    assertThat(read(Links.INSIDE).images()).extracting(Named::name).containsExactly("whole.jpg");
  }

  @Test
  void whatDesktopsLeaveBehindIsNoImage() throws IOException {
    for (String name : new String[] {"Thumbs.db", "DESKTOP.INI", ".DS_Store", "._a.jpg"}) {
      Files.writeString(folder.resolve(name), "x");
    }
    assertThatThrownBy(() -> new ImageFiles(folder, Links.INSIDE).files())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are no images in");
  }

  private List<String> named(String... wanted) {
    List<String> paths =
        Arrays.stream(wanted).map(name -> folder.resolve(name).toString()).toList();
    return ImageFiles.of(paths, Links.INSIDE, "--images").files().stream()
        .map(file -> folder.relativize(file).toString())
        .toList();
  }

  @Test
  void filesFoldersAndPatternsAreTakenInTheirOrder() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    for (String name :
        new String[] {"b.jpg", "a.jpg", "c.png", "sub/e.jpg", "sub/d.jpg", "[1].jpg"}) {
      Files.writeString(folder.resolve(name), "x");
    }
    assertThat(named("c.png", "sub", "*.jpg"))
        .containsExactly("c.png", "sub/d.jpg", "sub/e.jpg", "[1].jpg", "a.jpg", "b.jpg");
    assertThat(named("[1].jpg")).as("a name that looks like a pattern").containsExactly("[1].jpg");
    assertThat(named("{a,c}.*", "a.jpg")).containsExactly("a.jpg", "c.png");
    for (String nothing : new String[] {"*.gif", "none.jpg", "gone/*.jpg", "[.jpg"}) {
      assertThatThrownBy(() -> named(nothing))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("--images", nothing);
    }
  }

  @Test
  void aFileThatIsNamedMayBeALinkToAnywhere(@TempDir Path elsewhere) throws IOException {
    Path image = Files.write(elsewhere.resolve("a.jpg"), jpeg(textured(40, 40, 1)));
    Path link = Files.createSymbolicLink(folder.resolve("link.jpg"), image);
    ImageFiles files = ImageFiles.of(List.of(link.toString()), Links.INSIDE, "--images");
    assertThat(files.read(files.files(), READER).images()).hasSize(1);
  }
}
