package dev.blindspot.train.cli;

import dev.blindspot.train.cli.command.AblateCommand;
import dev.blindspot.train.cli.command.BenchCommand;
import dev.blindspot.train.cli.command.BenchOcclusionCommand;
import dev.blindspot.train.cli.command.DataCheckCommand;
import dev.blindspot.train.cli.command.DataCommand;
import dev.blindspot.train.cli.command.DataSynthCommand;
import dev.blindspot.train.cli.command.DoctorCommand;
import dev.blindspot.train.cli.command.EvaluateCommand;
import dev.blindspot.train.cli.command.ExplainCommand;
import dev.blindspot.train.cli.command.ExploreCommand;
import dev.blindspot.train.cli.command.MethodsCommand;
import dev.blindspot.train.cli.command.PredictCommand;
import dev.blindspot.train.cli.command.PreviewCommand;
import dev.blindspot.train.cli.command.ReportCommand;
import dev.blindspot.train.cli.command.RootCommand;
import dev.blindspot.train.cli.command.RunCommand;
import dev.blindspot.train.cli.command.SchemaCommand;
import dev.blindspot.train.cli.command.TrainCommand;
import dev.blindspot.train.cli.command.TrialCommand;
import dev.blindspot.train.cli.command.WeightsCommand;
import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.console.FaultLog;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.machine.NativeFolder;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Blindspot. Exit codes: 0 done, 2 the user's mistake, 1 ours. */
public final class Cli {
  private static final int USER = 2;
  private static final int OURS = 1;

  private final Actions actions;
  private final Console console;
  private final FaultLog faults;

  /**
   * A command line on a console.
   *
   * @param logFolder where stack traces of our own faults are written
   */
  public Cli(Actions actions, Console console, Path logFolder) {
    this.actions = actions;
    this.console = console;
    this.faults = new FaultLog(console, logFolder);
  }

  /**
   * Runs a command on this process's console and ends the process; a stop by Ctrl-C says how to go
   * on.
   */
  public static void main(Function<Console, Actions> wiring, String... arguments) {
    Locale.setDefault(Locale.ROOT); // tables and messages say 0.5, never 0,5
    NativeFolder.secure();
    Console console = Console.system();
    AtomicBoolean finished = new AtomicBoolean();
    Thread interrupted =
        new Thread(
            () -> tellInterruption(finished.get(), console, arguments), "blindspot-interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    Path folder = Path.of(System.getProperty("java.io.tmpdir", "."));
    int code = new Cli(wiring.apply(console), console, folder).execute(arguments);
    finished.set(true);
    System.exit(code);
  }

  private static void tellInterruption(boolean finished, Console console, String... arguments) {
    if (!finished) {
      console.message("\n" + stopped(arguments.length == 0 ? "" : arguments[0]));
    }
  }

  private static String stopped(String command) {
    return switch (command) {
      case RunCommand.NAME, TrainCommand.NAME -> "Stopped. The run continues with --resume.";
      case AblateCommand.NAME -> "Stopped. The ablation continues with --resume.";
      default -> "Stopped.";
    };
  }

  /** Runs a command and returns the exit code; never throws. */
  public int execute(String... arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (Throwable fault) { // errors such as a missing native library or too little memory
      return report(fault);
    }
  }

  private CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new RootCommand())
            .addSubcommand(new RunCommand(actions, console))
            .addSubcommand(new TrainCommand(actions, console))
            .addSubcommand(new EvaluateCommand(actions))
            .addSubcommand(new ExplainCommand(actions))
            .addSubcommand(new ExploreCommand(actions))
            .addSubcommand(new PredictCommand(actions))
            .addSubcommand(new PreviewCommand(actions))
            .addSubcommand(new MethodsCommand(actions))
            .addSubcommand(new ReportCommand(actions))
            .addSubcommand(data())
            .addSubcommand(weights())
            .addSubcommand(ablate())
            .addSubcommand(new TrialCommand(actions))
            .addSubcommand(new DoctorCommand(actions))
            .addSubcommand(bench())
            .addSubcommand(new SchemaCommand(console))
            .addSubcommand(new GenerateCompletion());
    return line.setOut(writer(console.out()))
        .setErr(writer(console.err()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false) // a name may begin with @
        .setParameterExceptionHandler(this::misused)
        .setExecutionExceptionHandler((exception, command, result) -> report(exception));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private CommandLine data() {
    return new CommandLine(new DataCommand())
        .addSubcommand(new DataCheckCommand(actions))
        .addSubcommand(new DataSynthCommand(actions));
  }

  private CommandLine weights() {
    return new CommandLine(new WeightsCommand())
        .addSubcommand(new WeightsCommand.Fetch(actions))
        .addSubcommand(new WeightsCommand.Contents(actions))
        .addSubcommand(new WeightsCommand.Verify(actions));
  }

  private CommandLine ablate() {
    return new CommandLine(new AblateCommand(actions, console))
        .addSubcommand(new AblateCommand.Status(actions));
  }

  private CommandLine bench() {
    return new CommandLine(new BenchCommand())
        .addSubcommand(new BenchCommand.Forward(actions))
        .addSubcommand(new BenchCommand.Train(actions))
        .addSubcommand(new BenchOcclusionCommand(actions))
        .addSubcommand(new BenchCommand.Layers(actions))
        .addSubcommand(new BenchCommand.Pipeline(actions))
        .addSubcommand(new BenchCommand.Evaluate(actions));
  }

  private int misused(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    console.message(String.valueOf(mistake.getMessage()));
    UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    console.message(
        "Try '" + command.getCommandSpec().qualifiedName() + " --help' for what is possible.");
    return USER;
  }

  private int report(Throwable fault) {
    if (fault instanceof UserError mistake) {
      console.message(String.valueOf(mistake.getMessage()));
      return USER;
    }
    faults.report(fault);
    return OURS;
  }
}
