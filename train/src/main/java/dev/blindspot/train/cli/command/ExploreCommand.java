package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.option.LinkArgument;
import dev.blindspot.train.cli.option.PixelArguments;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.Browser;
import dev.blindspot.train.cli.request.Actions.ExploreOptions;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blindspot explore RUN}. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a page on which rectangles of an image are hidden by hand, and models say what"
          + " changes.",
      "It is served to this machine alone until Ctrl-C."
    },
    footer = {
      "",
      "Examples:",
      "  blindspot explore runs/quickstart",
      "  blindspot explore --model before.zip --model after.zip --images photos"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExploreCommand implements Runnable {
  private static final int MOST_PORT = 65_535;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "Folder of a run: its arms and its test images.")
  private @Nullable Path run;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Instead of a run, a model: a zip of Blindspot or DL4J, Keras (.keras, .h5) or ONNX (.onnx);"
              + " repeatable.")
  private List<Path> models = List.of();

  @Mixin private PixelArguments pixels;

  @Option(
      names = "--images",
      paramLabel = "PATH",
      arity = "1..*",
      description = "With --model: files, folders, or patterns such as 'photos/*.jpg'.")
  private List<String> images = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to serve at (default: ${DEFAULT-VALUE}, which only this machine reaches).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port to serve at (default: any that is free).")
  private int port;

  @Option(names = "--no-browser", description = "Prints the address and opens no browser.")
  private boolean noBrowser;

  @Mixin private final LinkArgument links = new LinkArgument();

  private final Actions actions;

  public ExploreCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    if (run == null
        ? models.isEmpty() || images.isEmpty()
        : !models.isEmpty() || !images.isEmpty()) {
      throw new UserError(
          "explore takes the folder of a run, or --model and --images: blindspot explore"
              + " runs/quickstart");
    }
    Inputs.require(
        port >= 0 && port <= MOST_PORT, "--port", "must be 0 to %d, was %d", MOST_PORT, port);
    actions.explore(
        new ExploreOptions(
            run == null ? null : Inputs.folder("RUN", run),
            new ModelRequest(Inputs.files("--model", models), pixels.options(), pixels.remembers()),
            images,
            links.choice(),
            host,
            port,
            noBrowser ? Browser.LEAVE : Browser.OPEN));
  }
}
