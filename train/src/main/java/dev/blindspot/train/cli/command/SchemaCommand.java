package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.config.reader.ConfigSchema;
import dev.blindspot.train.report.page.ResultsJson;
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
public final class SchemaCommand implements Runnable {
  @Option(names = "--ablation", description = "The schema of ablations instead of runs.")
  private boolean ablation;

  @Option(names = "--results", description = "The schema of results.json.")
  private boolean results;

  private final Console console;

  public SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    String runs = ablation ? ConfigSchema.ofAblations() : ConfigSchema.toJson();
    console.print((results ? ResultsJson.schema() : runs).stripTrailing());
  }
}
