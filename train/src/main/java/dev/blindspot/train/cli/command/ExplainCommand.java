package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.option.ImageArguments;
import dev.blindspot.train.cli.option.LinkArgument;
import dev.blindspot.train.cli.option.ModelArguments;
import dev.blindspot.train.cli.option.PixelArguments;
import dev.blindspot.train.cli.option.SparkArguments;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.ExplainOptions;
import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.run.job.ExplainJob.Unsupported;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blindspot explain --model A.zip --images DIR}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Draws what models look at in images, side by side on one scale.",
      "Models of others (DL4J zips, Keras, ONNX) are explained alike; say what they expect of"
          + " pixels."
    },
    footer = {
      "",
      "Examples:",
      "  blindspot explain --model a.zip --model b.zip --images photos --method"
          + " occlusion,cam,gradcam --out maps",
      "  blindspot explain --model resnet50.onnx --normalise torch --images dog.jpg --method"
          + " occlusion,cam"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExplainCommand implements Runnable {
  @Mixin private ModelArguments models;

  @Mixin private PixelArguments pixels;

  @Mixin private ImageArguments images;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description =
          "Class whose evidence is shown, its name or its number from 0 (default: what each image is"
              + " taken for).")
  private @Nullable String targetClass;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      split = ",",
      description =
          "Maps to draw: occlusion, cam, gradcam, saliency, smoothgrad, rise, scorecam (default: those of"
              + " occlusion, cam, saliency that the models have).")
  private List<String> methods = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "maps",
      description = "Folder for the maps (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the configuration's part 'explanation'. Repeatable.")
  private List<String> sets = List.of();

  @Mixin private final LinkArgument links = new LinkArgument();

  @Mixin private final SparkArguments spark = new SparkArguments();

  @Mixin private final ForceArgument force = new ForceArgument();

  private final Actions actions;

  public ExplainCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    List<String> all = new ArrayList<>(sets);
    if (!methods.isEmpty()) {
      all.add(
          "methods=["
              + String.join(", ", methods.stream().map(ExplainCommand::word).toList())
              + "]");
    }
    ModelRequest request = models.request(pixels);
    ClusterAddress address = spark.address(request.files());
    ExplanationConfig settings = ConfigReader.part(ExplanationConfig.class, all, Path.of(""));
    actions.explain(
        new ExplainOptions(
            request,
            images.named(),
            targetClass,
            force.folder(out, "occlusion.csv"),
            links.choice(),
            settings,
            chosen(all) ? Unsupported.REFUSE : Unsupported.LEAVE_OUT,
            address));
  }

  private static boolean chosen(List<String> sets) {
    return sets.stream().anyMatch(set -> set.startsWith("methods="));
  }

  /** The configuration's word: a hyphen more or less does no harm. */
  private static String word(String method) {
    String wanted = bare(method);
    return Arrays.stream(MapMethod.values())
        .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .filter(known -> bare(known).equals(wanted))
        .findFirst()
        .orElse(method);
  }

  private static String bare(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace("-", "");
  }
}
