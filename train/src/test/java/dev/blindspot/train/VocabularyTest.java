package dev.blindspot.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Code, pages and documents say things in the words of the field; these are not among them. */
class VocabularyTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> KINDS = Set.of("java", "jte", "js", "css", "md", "yaml", "xml");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "runs", "ablations");

  /** What to avoid, and what to say instead. */
  private static final Map<String, String> AVOIDED =
      Map.of(
          "\\bpictures?\\b", "image",
          "\\bwhole numbers?\\b", "integer",
          "\\b(?<!there )is no (path|name|number|address|folder|image|file)\\b", "is not a ...",
          "\\bhears? (of|what|the)\\b", "is told of, is notified",
          "\\blets a change loose\\b", "changes the values",
          "\\bleft the numbers\\b", "became NaN or infinite",
          "\\blearnt? by heart\\b", "overfits");

  /** Keys of files that users have, and the pages that name these words. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "\"(pictures|picture)\"|\"\\.?pictures|pictures\\.bin|conditions_per_picture"
              + "|pictures of maps|image, not picture");

  @TestFactory
  Stream<DynamicTest> avoidsPrivateWords() throws IOException {
    List<Path> files = ours();
    return AVOIDED.entrySet().stream()
        .map(
            word ->
                DynamicTest.dynamicTest(
                    "say: " + word.getValue(),
                    () -> assertThat(lines(files, Pattern.compile(word.getKey()))).isEmpty()));
  }

  private static List<Path> ours() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> KINDS.contains(ending(file)))
          .filter(
              file -> IntStream.range(0, file.getNameCount()).noneMatch(i -> isForeign(file, i)))
          .filter(file -> !file.endsWith("VocabularyTest.java"))
          .toList();
    }
  }

  private static boolean isForeign(Path file, int i) {
    return NOT_OURS.contains(file.getName(i).toString());
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<String> lines(List<Path> files, Pattern word) {
    return files.stream().flatMap(file -> lines(file, word)).toList();
  }

  private static Stream<String> lines(Path file, Pattern word) {
    try {
      List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
      return IntStream.range(0, all.size())
          .filter(i -> word.matcher(ALLOWED.matcher(all.get(i)).replaceAll("")).find())
          .mapToObj(i -> ROOT.relativize(file) + ":" + (i + 1) + ": " + all.get(i).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
