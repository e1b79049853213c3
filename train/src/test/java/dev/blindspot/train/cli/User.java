package dev.blindspot.train.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.cli.console.Console;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Somebody at the command line, with everything behind it.
 *
 * @param folder where the commands are given
 */
record User(Path folder) {

  /** A user with a configuration, whose drawn images are shared with other tests. */
  User {
    TinyRun.shareDrawings();
    TinyRun.write(folder);
  }

  /** What a command left behind. */
  record Said(int code, String out, String err) {}

  /** Gives a command. */
  Said blindspot(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    int code =
        new Cli(new Jobs(console), console, folder)
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** A configuration that runs in seconds. */
  Path config() {
    return folder.resolve("tiny.yaml");
  }

  /** A folder of noisy photographs. */
  Path photos(String name, int count) throws IOException {
    Path photos = Files.createDirectories(folder.resolve(name));
    Random random = new Random(name.hashCode());
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_3BYTE_BGR);
      for (int p = 0; p < 60 * 40; p++) {
        image.setRGB(p % 60, p / 60, random.nextInt(1 << 24));
      }
      ImageIO.write(image, "jpg", photos.resolve("photo" + i + ".jpg").toFile());
    }
    return photos;
  }

  static void assertMistake(Said said, String... parts) {
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).contains(parts).doesNotContain("\tat ", "Exception");
  }

  static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  static JsonNode json(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(file));
  }

  static List<Path> files(Path folder, String pattern) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
    }
  }

  static Object[] with(String[] more, Object... command) {
    List<Object> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    return all.toArray();
  }
}
