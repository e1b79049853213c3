package dev.blindspot.train.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {
  private final Path file;

  TableWriterTest(@TempDir Path folder) {
    this.file = folder.resolve("table.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+cmd", "-x.jpg", "@SUM(A1)", "\tx", "\rx", "-", "=1\n2", "-Infinity"})
  void aTextThatASpreadsheetWouldCalculateGetsAnApostrophe(String name) throws Exception {
    assertThat(written(name)).isEqualTo("'" + name);
    assertThat(TableWriter.original(written(name))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=b", "", "'quoted'", "-3", "+0.25", "-1.5e-7", "-.5", "\u00e9-a", "1-2"})
  void numbersAndOtherTextsStayAsTheyAre(String name) throws Exception {
    assertThat(written(name)).isEqualTo(name);
    assertThat(TableWriter.original(name)).isEqualTo(name);
  }

  @Test
  void aNameThatHasTheApostropheComesBackWithIt() throws Exception {
    assertThat(TableWriter.original(written("'=1"))).isEqualTo("'=1");
  }

  @Test
  void numbersAreNumbersAndNothingIsAnEmptyField() throws Exception {
    TableWriter.write(file, List.of("a", "b", "c"), table -> table.row(-2, -0.5, ""));
    assertThat(Files.readString(file)).isEqualTo("a,b,c\n-2,-0.5,\n");
  }

  private String written(String name) throws Exception {
    TableWriter.write(file, List.of("n", "name"), table -> table.row(1, name));
    try (var parser = CSVFormat.RFC4180.parse(Files.newBufferedReader(file))) {
      return parser.getRecords().get(1).get(1);
    }
  }
}
