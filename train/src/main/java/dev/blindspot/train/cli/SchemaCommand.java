package dev.blindspot.train.cli;

import dev.blindspot.train.config.ConfigSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code blindspot schema}: for those who change the configuration's records. */
@Command(
    name = "schema",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of configurations; configs/schema.json is its copy.",
    footer = {"", "Example:", "  blindspot schema > configs/schema.json"})
final class SchemaCommand implements Runnable {
  @Option(names = "--ablation", description = "The schema of ablations instead of runs.")
  private boolean ablation;

  private final Console console;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.print((ablation ? ConfigSchema.ofAblations() : ConfigSchema.toJson()).stripTrailing());
  }
}
