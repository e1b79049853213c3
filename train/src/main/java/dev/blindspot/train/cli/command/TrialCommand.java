package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.TrialOptions;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.run.job.TrialJob.On;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blindspot trial}: one trial of an ablation, in a process of its own. */
@Command(
    name = TrialCommand.NAME,
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Carries one trial of an ablation out; started by 'ablate'.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TrialCommand implements Runnable {
  public static final String NAME = "trial";

  @Parameters(paramLabel = "CONFIG", description = "The run; its first arm is trained.")
  private Path file;

  @Option(names = "--folder", required = true, description = "Where checkpoints and model go.")
  private Path folder;

  @Option(names = "--shared", required = true, description = "Folder of the shared images.")
  private Path shared;

  @Option(names = "--on", required = true, description = "validation or test.")
  private On on;

  private final Actions actions;

  public TrialCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    actions.trial(
        ConfigReader.read(Inputs.file("CONFIG", file), List.of()),
        new TrialOptions(folder, shared, on));
  }
}
