package dev.blindspot.train.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blindspot.train.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line in a folder of a test, before actions that only write down what was asked. */
final class RecordedCli {
  private final RecordedActions actions = new RecordedActions();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;

  /** With a configuration of two arms and an empty model in the folder. */
  RecordedCli(Path folder) {
    this.folder = folder;
    write(config(), "{name: small, data: {source: synthetic}, arms: {baseline: , robust: }}");
    write(model(), "");
  }

  private static void write(String file, String text) {
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives a command; returns the code that it ends with. */
  int execute(String... arguments) {
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    return new Cli(actions, console, folder).execute(arguments);
  }

  RecordedActions actions() {
    return actions;
  }

  /** What commands wrote to the standard output. */
  String printed() {
    return out.toString(UTF_8);
  }

  /** What commands wrote to the standard error output. */
  String told() {
    return err.toString(UTF_8);
  }

  String config() {
    return folder.resolve("c.yaml").toString();
  }

  String model() {
    return folder.resolve("m.zip").toString();
  }
}
