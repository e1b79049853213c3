package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.request.Actions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blindspot weights}: the commands below it do the work. */
@Command(
    name = "weights",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Fetches and checks the ImageNet weights of VGG16 and MobileNetV2 (model.weights: imagenet).",
      "Fetches that broke off go on. Proxies: https_proxy, no_proxy. A server of your own that has the"
          + " files: BLINDSPOT_WEIGHTS_MIRROR=https://HOST/FOLDER/"
    })
public final class WeightsCommand {

  /** Which network's weights. */
  static final class NetworkArgument {
    @Option(
        names = "--architecture",
        paramLabel = "NAME",
        description = "vgg16 (59 MB) or mobilenet-v2 (2 MB, width 0.35). Default: vgg16.")
    String architecture = "vgg16";
  }

  /** {@code blindspot weights fetch}. */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = "Fetches the weights unless they are here, and prints where they are.")
  public static final class Fetch implements Runnable {
    @Mixin private final NetworkArgument argument = new NetworkArgument();

    private final Actions actions;

    public Fetch(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.fetchWeights(argument.architecture);
    }
  }

  /** {@code blindspot weights list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists files, checksums, addresses, and what is here. Uses no network.")
  public static final class Contents implements Runnable {
    private final Actions actions;

    public Contents(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.listWeights();
    }
  }

  /** {@code blindspot weights verify [FILE]}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Checks checksums, loads the weights and recognises their first convolution. Uses no network.")
  public static final class Verify implements Runnable {
    @Parameters(
        arity = "0..1",
        paramLabel = "FILE",
        description =
            "A file of yours: HDF5 of Keras (.h5) or a DL4J .zip; else the published ones.")
    private @Nullable Path file;

    @Mixin private final NetworkArgument argument = new NetworkArgument();

    private final Actions actions;

    public Verify(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.verifyWeights(file, argument.architecture);
    }
  }
}
