package dev.blindspot.train.cli;

import dev.blindspot.train.config.ConfigSchema;
import dev.blindspot.train.report.ResultsJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blindspot schema}: for those who change the configuration's records. */
@Command(
    name = "schema",
    hidden = true,
    mixinStandardHelpOptions = true,
    description =
        "Prints the JSON Schema of configurations (configs/schema.json is its copy) or results.",
    footer = {
      "",
      "Examples:",
      "  blindspot schema > configs/schema.json",
      "  blindspot schema --results"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SchemaCommand implements Runnable {
  @Option(names = "--results", description = "The schema of results.json.")
  private boolean results;

  private final Console console;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    String schema = results ? ResultsJson.schema() : ConfigSchema.toJson();
    console.print(schema.stripTrailing());
  }
}
