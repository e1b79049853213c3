package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.ReportOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blindspot report RUN...}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuilds the page of a run from its stored results, or lays several runs side by side.",
      "Needs no model and no data."
    },
    footer = {
      "",
      "Examples:",
      "  blindspot report runs/quickstart",
      "  blindspot report runs/a runs/b --out comparison.html"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ReportCommand implements Runnable {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Folder of a run, or its results.json.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "HTML",
      description =
          "The page (default: report.html in the folder of one run; comparison.html here for"
              + " several).")
  private @Nullable Path out;

  @Mixin private ForceArgument force;

  private final Actions actions;

  public ReportCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.report(new ReportOptions(runs, out, force.choice()));
  }
}
