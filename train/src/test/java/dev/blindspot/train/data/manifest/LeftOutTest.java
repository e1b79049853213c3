package dev.blindspot.train.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOutTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  @Test
  void twentyAreShownAndAllAreInTheFile() throws Exception {
    LeftOut leftOut = LeftOut.in(folder.resolve("new"));
    List<BadRow> bad =
        IntStream.range(0, 23)
            .mapToObj(i -> new BadRow("t.csv:" + i, i + ".jpg", "is missing"))
            .toList();
    leftOut.report(bad);
    Path file = folder.resolve("new/left-out.csv");
    assertThat(leftOut.lines(bad))
        .hasSize(21)
        .startsWith("  t.csv:0: 0.jpg is missing")
        .endsWith("  and 3 more; all of them in " + file);
    assertThat(Files.readAllLines(file))
        .hasSize(24)
        .startsWith("where,image,reason", "t.csv:0,0.jpg,is missing");
  }

  @Test
  void theFileOfAnEarlierTimeGoesWhereNothingIsLeftOut() {
    LeftOut leftOut = LeftOut.beside(folder.resolve("predictions.csv"));
    leftOut.write(List.of(new BadRow("a", "a", "is missing")));
    assertThat(folder.resolve("predictions.left-out.csv")).exists();
    leftOut.write(List.of());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aNameCannotForgeALineOrAFormula() throws Exception {
    BadRow forged = new BadRow("=1+1", "=1+1\nblindspot: all is well \u202e", "is missing");
    assertThat(LeftOut.QUIET.lines(List.of(forged)))
        .containsExactly("  =1+1: =1+1\\u{a}blindspot: all is well \\u{202e} is missing");
    LeftOut.in(folder).write(List.of(forged));
    assertThat(Files.readString(folder.resolve("left-out.csv"))).contains("'=1+1,\"'=1+1\n");
  }
}
