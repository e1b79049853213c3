package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.FormatArgument;
import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.option.MeasuredModel;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.BenchOptions;
import dev.blindspot.train.cli.request.Actions.LayerBench;
import dev.blindspot.train.cli.request.Actions.Measure;
import dev.blindspot.train.cli.request.Actions.Variant;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot bench}: the commands below it do the work. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures this machine's milliseconds per image.",
    footer = {
      "",
      "Examples:",
      "  blindspot bench train",
      "  blindspot bench forward --batch 8 --json",
      "  blindspot bench occlusion --window 16 --stride 8",
      "  blindspot bench layers --width 0.5 --batch 8"
    })
public final class BenchCommand {

  /** What every benchmark takes. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Arguments {
    @Mixin private FormatArgument format;

    @Option(
        names = "--batch",
        paramLabel = "N",
        split = ",",
        defaultValue = "1,8,32",
        description = "Images per step (default: ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    BenchOptions options(Measure measure, List<Variant> variants) {
      for (int batch : batches) {
        Inputs.requireAtLeast(batch, 1, "--batch");
      }
      return new BenchOptions(measure, batches, variants, format.choice());
    }
  }

  /** {@code blindspot bench forward}. */
  @Command(
      name = "forward",
      mixinStandardHelpOptions = true,
      description =
          "Inference of VGG16 at 224 pixels: by the layers that are trained, and compiled.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public static final class Forward implements Runnable {
    @Mixin private Arguments arguments;
    private final Actions actions;

    public Forward(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.bench(arguments.options(Measure.FORWARD, List.of(Variant.ALL)));
      actions.bench(arguments.options(Measure.COMPILED, List.of(Variant.ALL)));
    }
  }

  /** {@code blindspot bench train}. */
  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = "A training step of VGG16 at 224 pixels.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public static final class Train implements Runnable {
    @Mixin private Arguments arguments;

    @Option(
        names = "--variant",
        paramLabel = "NAME",
        split = ",",
        defaultValue = "all,frozen",
        description =
            "all: every block is trained, frozen: only block 5 (default: ${DEFAULT-VALUE}).")
    private List<Variant> variants = List.of();

    private final Actions actions;

    public Train(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.bench(arguments.options(Measure.TRAIN, variants));
    }
  }

  /** {@code blindspot bench evaluate}. */
  @Command(
      name = "evaluate",
      mixinStandardHelpOptions = true,
      description = {
        "A full robustness evaluation of VGG16 at 224 pixels (clean, 6 fractions at 4 positions"
            + " with 2 draws each,",
        "12 corruptions at 5 severities), and the bare forward passes that it needs."
      })
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public static final class Evaluate implements Runnable {
    @Mixin private Arguments arguments;
    private final Actions actions;

    public Evaluate(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.bench(arguments.options(Measure.EVALUATE, List.of(Variant.ALL)));
    }
  }

  /** {@code blindspot bench pipeline}. */
  @Command(
      name = "pipeline",
      mixinStandardHelpOptions = true,
      description = "Decoding, resizing and augmenting images.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public static final class Pipeline implements Runnable {
    @Mixin private Arguments arguments;
    private final Actions actions;

    public Pipeline(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      actions.bench(arguments.options(Measure.PIPELINE, List.of(Variant.ALL)));
    }
  }

  /** {@code blindspot bench layers}. */
  @Command(
      name = "layers",
      mixinStandardHelpOptions = true,
      description = {
        "Each layer of the compiled VGG16, or of a model: algorithm, oneDNN's code, time and speed;",
        "then the whole network, and the floor: direct convolution at this machine's measured peak."
      })
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public static final class Layers implements Runnable {
    private static final int SIZE = 224;

    @Option(
        names = "--size",
        paramLabel = "PX",
        description = "Side of VGG16's images, a multiple of 16 (default: " + SIZE + ").")
    private @Nullable Integer size;

    @Option(
        names = "--width",
        paramLabel = "FACTOR",
        description = "Factor on VGG16's numbers of channels, 1/64 to 4 (default: 1).")
    private @Nullable Double width;

    @Option(
        names = "--batch",
        paramLabel = "N",
        defaultValue = "1",
        description = "Images that are scored together (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Mixin private MeasuredModel model;

    @Mixin private FormatArgument format;

    private final Actions actions;

    public Layers(Actions actions) {
      this.actions = actions;
    }

    @Override
    public void run() {
      int side = Objects.requireNonNullElse(size, SIZE);
      double factor = Objects.requireNonNullElse(width, 1.0);
      Inputs.require(
          side >= 16 && side % 16 == 0, "--size", "must be a multiple of 16, was %d", side);
      Inputs.require(
          factor >= 1 / 64.0 && factor <= 4,
          "--width",
          "must be between 1/64 and 4, was %s",
          factor);
      Inputs.requireAtLeast(batch, 1, "--batch");
      ModelRequest request = model.request();
      Inputs.require(
          request == null || (size == null && width == null),
          "--size and --width",
          "are VGG16's; a model has its own, leave them out beside --model");
      actions.benchLayers(new LayerBench(side, factor, batch, format.choice(), request));
    }
  }
}
