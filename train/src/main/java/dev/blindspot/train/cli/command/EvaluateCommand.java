package dev.blindspot.train.cli.command;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.cli.option.ForceArgument;
import dev.blindspot.train.cli.option.ModelArguments;
import dev.blindspot.train.cli.option.PixelArguments;
import dev.blindspot.train.cli.option.ShippedConfig;
import dev.blindspot.train.cli.option.SparkArguments;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.cli.request.Actions.EvaluateOptions;
import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.config.binding.Addresses;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.EvaluationRequest.Images;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blindspot evaluate CONFIG --model M.zip}, or {@code --data DIR} instead of CONFIG. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measures saved models on the test images of a configuration, or on all images of a"
          + " folder or table.",
      "Models of others (DL4J zips, Keras, ONNX) are measured alike; say what they expect of"
          + " pixels."
    },
    footer = {
      "",
      "Examples:",
      "  blindspot evaluate configs/emergency-cpu.yaml --model a.zip --model b.zip --out"
          + " evaluation",
      "  blindspot evaluate --data photos --model resnet.h5 --input-size 224 --normalise caffe",
      "  blindspot evaluate --data photos/labels.csv --set 'data.source.csv.classes=[cat, dog]'"
          + " --model a.zip"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class EvaluateCommand implements Runnable {
  @Parameters(
      paramLabel = "CONFIG",
      arity = "0..1",
      description = "The configuration, a YAML file.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Instead of CONFIG: a folder with one folder of images per class, or a CSV table beside"
              + " its images; all labelled images are measured. With --spark also an address, such"
              + " as hdfs://HOST/photos or hdfs://HOST/photos/labels.csv.")
  private @Nullable String data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one setting, for instance --set evaluation.draws=4. Repeatable.")
  private List<String> sets = List.of();

  @Mixin private ModelArguments models;

  @Mixin private PixelArguments pixels;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "evaluation",
      description = "Folder for the results (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Mixin private ForceArgument force;

  @Mixin private final SparkArguments spark = new SparkArguments();

  private final Actions actions;

  public EvaluateCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public void run() {
    ModelRequest request = models.request(pixels);
    ClusterAddress address = spark.address(request.files());
    actions.evaluate(
        read(),
        new EvaluateOptions(
            new EvaluationRequest(request, data == null ? Images.HELD_OUT : Images.ALL),
            out,
            force.choice(),
            address));
  }

  private LoadedConfig read() {
    if ((config == null) == (data == null)) {
      throw new UserError("give either a CONFIG or --data PATH: they say which images to measure");
    }
    return data == null
        ? ConfigReader.read(ShippedConfig.of(requireNonNull(config)), sets)
        : of(data);
  }

  private LoadedConfig of(String where) {
    List<String> all = new ArrayList<>();
    all.add("name=evaluation");
    all.add("arms.model={}");
    if (Addresses.isAddress(where)) {
      add(where, where.endsWith(".csv"), where.substring(0, where.lastIndexOf('/') + 1), all);
    } else {
      Path path = Path.of(where).toAbsolutePath().normalize();
      if (!Files.exists(path)) {
        throw new UserError("--data " + path + ": there is no such folder or table");
      }
      add(path.toString(), !Files.isDirectory(path), path.resolveSibling("").toString(), all);
    }
    all.add("data.split={validation: 0, test: 0, nearDuplicateBits: -1}");
    all.addAll(sets);
    return ConfigReader.of(all, Path.of("").toAbsolutePath());
  }

  private void add(String where, boolean isTable, String beside, List<String> sets) {
    if (isTable) {
      requireClasses(where);
      sets.add("data.source.csv.table=" + quoted(where));
      sets.add("data.source.csv.folder=" + quoted(beside));
    } else {
      sets.add("data.source.folders.root=" + quoted(where));
    }
  }

  /** Which classes a table is about is not known before its configuration is read. */
  private void requireClasses(String table) {
    if (sets.stream().noneMatch(set -> set.startsWith("data.source.csv.classes="))) {
      throw new UserError(
          "--data "
              + table
              + ": name the classes in the order of the model's outputs, --set"
              + " 'data.source.csv.classes=[cat, dog]'; also imageColumn and labelColumn, where they"
              + " are not 'image' and 'label', and labels, where the table does not write the"
              + " classes' names");
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
