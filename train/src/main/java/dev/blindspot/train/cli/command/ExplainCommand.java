package dev.blindspot.train.cli.command;

import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.option.Inputs;
import dev.blindspot.train.cli.option.LinkArgument;
import dev.blindspot.train.cli.option.ModelArguments;
import dev.blindspot.train.cli.option.SparkArguments;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.ExplainOptions;
import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.reader.ConfigReader;
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
    description =
        "Draws what saved models look at in the images of a folder, side by side on one scale.",
    footer = {
      "",
      "Example:",
      "  blindspot explain --model a.zip --model b.zip --images photos --method"
          + " occlusion,cam,gradcam --out maps"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExplainCommand implements Runnable {
  @Mixin private ModelArguments models;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Folder of images; with --spark also an address, such as hdfs://HOST/photos.")
  private String images;

  @Option(
      names = "--class",
      paramLabel = "N",
      description =
          "Class whose evidence is shown, from 0 (default: what each image is taken for).")
  private @Nullable Integer targetClass;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      split = ",",
      description =
          "Maps to draw: occlusion, cam, gradcam, saliency, smoothgrad (default: occlusion, cam,"
              + " saliency).")
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
    ClusterAddress address = spark.address();
    ExplanationConfig settings = ConfigReader.part(ExplanationConfig.class, all, Path.of(""));
    actions.explain(
        new ExplainOptions(
            models.files(),
            Inputs.folderOrAddress("--images", images),
            targetClass,
            force.folder(out, "occlusion.csv"),
            links.choice(),
            settings,
            address));
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
