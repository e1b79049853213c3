package dev.blindspot.train.cli;

import dev.blindspot.train.config.ConfigSchema;
import picocli.CommandLine.Command;

/** {@code blindspot schema}: for those who change the configuration's records. */
@Command(
    name = "schema",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of configurations; configs/schema.json is its copy.",
    footer = {"", "Example:", "  blindspot schema > configs/schema.json"})
final class SchemaCommand implements Runnable {
  private final Console console;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.print(ConfigSchema.toJson().stripTrailing());
  }
}
