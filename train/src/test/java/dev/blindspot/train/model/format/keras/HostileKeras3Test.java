package dev.blindspot.train.model.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.model.format.ChangedZip;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Keras 3 that lie, or hold what is not read: each ends in a message. */
class HostileKeras3Test {
  private static final String CONFIGURATION = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  /** A model of one dense layer after the mean of the image; %s stands for a further layer. */
  private static final String TINY =
      """
      {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "registered_name": null,
         "config": {"batch_shape": [null, 8, 8, 3], "dtype": "float32", "name": "in"}},
        {"module": "keras.layers", "class_name": "GlobalAveragePooling2D", "registered_name": null,
         "config": {"name": "mean", "data_format": "channels_last", "keepdims": false}},
        {"module": "keras.layers", "class_name": "Dense", "registered_name": null,
         "config": {"name": "out", "units": 2, "activation": "softmax", "use_bias": true}}]}}
      """;

  private final Path file;

  HostileKeras3Test(@TempDir Path folder) {
    file = folder.resolve("model.keras");
  }

  @BeforeEach
  void save() throws IOException {
    save("functional");
  }

  private void save(String name) throws IOException {
    try (InputStream in =
        getClass()
            .getResourceAsStream("/dev/blindspot/train/model/%s-keras3.keras".formatted(name))) {
      Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void change(String entry, UnaryOperator<byte[]> change) throws IOException {
    new ChangedZip(file).change(entry, change);
  }

  private void changeText(String from, String to) throws IOException {
    new ChangedZip(file).changeText(CONFIGURATION, from, to);
  }

  private void refusedBecause(String... reasons) {
    assertThatThrownBy(() -> KerasZip.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(reasons);
  }

  /** Fills the group {@code layers}, and {@code layers/dense/vars}. */
  private interface Filling {
    void into(WritableGroup layers, WritableGroup variables);
  }

  private void write(String configuration, Filling filling) throws IOException {
    Path weights = file.resolveSibling("weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(weights)) {
      WritableGroup layers = hdf.putGroup("layers");
      filling.into(layers, layers.putGroup("dense").putGroup("vars"));
    }
    write(
        Map.of(
            CONFIGURATION,
            configuration.getBytes(StandardCharsets.UTF_8),
            WEIGHTS,
            Files.readAllBytes(weights)));
  }

  private void write(Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }

  private static void kernel(WritableGroup variables, float value) {
    float[][] kernel = new float[3][2];
    kernel[1][1] = value;
    variables.putDataset("0", kernel);
  }

  @Test
  void anHonestFileIsRead() throws IOException {
    write(
        TINY,
        (layers, variables) -> {
          kernel(variables, 2);
          variables.putDataset("1", new float[] {3, 4});
        });
    ComputationGraph graph = KerasZip.read(file);
    assertThat(graph.params().toFloatVector()).containsExactlyInAnyOrder(0, 0, 0, 2, 0, 0, 3, 4);
    graph.close();
  }

  /** As TensorFlow 2.13 numbered layers, and named groups on Windows. */
  @Test
  void groupsOfKeras213AreFound() throws IOException {
    String two =
        TINY.replace(
            "{\"module\": \"keras.layers\", \"class_name\": \"Dense\"",
            """
            {"module": "keras.layers", "class_name": "Dense", "registered_name": null,
             "config": {"name": "a", "units": 3, "activation": "relu", "use_bias": false}},
            {"module": "keras.layers", "class_name": "Dense\"""");
    Path weights = file.resolveSibling("weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(weights)) {
      String start = "_layer_checkpoint_dependencies\\dense";
      hdf.putGroup(start).putGroup("vars").putDataset("0", new float[3][3]);
      WritableGroup second = hdf.putGroup(start + "_2").putGroup("vars");
      kernel(second, 2);
      second.putDataset("1", new float[] {3, 4});
    }
    write(
        Map.of(
            CONFIGURATION, two.getBytes(StandardCharsets.UTF_8),
            WEIGHTS, Files.readAllBytes(weights)));
    ComputationGraph graph = KerasZip.read(file);
    assertThat(graph.getParam("out_b").toFloatVector()).containsExactly(3, 4);
    graph.close();
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    write(
        TINY,
        (layers, variables) -> {
          kernel(variables, Float.NaN);
          variables.putDataset("1", new float[2]);
        });
    refusedBecause("NaN or infinite");
  }

  @Test
  void shapesThatDoNotFitAreNamed() throws IOException {
    write(
        TINY,
        (layers, variables) -> {
          kernel(variables, 1);
          variables.putDataset("1", new float[3]);
        });
    refusedBecause("'bias' of layer 'out' has shape [3], its configuration needs [2]");
    write(
        TINY,
        (layers, variables) -> {
          variables.putDataset("0", new float[5][2]);
          variables.putDataset("1", new float[2]);
        });
    refusedBecause("of layer 'out' has shape [5, 2], its configuration needs [3, 2]");
  }

  @Test
  void weightsThatAreMissingOrTooManyAreNamed() throws IOException {
    write(TINY, (layers, variables) -> {});
    refusedBecause("no weights of layer 'out'");
    write(TINY, (layers, variables) -> kernel(variables, 1));
    refusedBecause("no parameter 'bias' of layer 'out'");
    write(
        TINY,
        (layers, variables) -> {
          kernel(variables, 1);
          variables.putDataset("1", new float[2]);
          variables.putDataset("2", new float[2]);
        });
    refusedBecause("layer 'out' has parameters that its configuration does not know: [2]");
    write(
        TINY,
        (layers, variables) -> {
          kernel(variables, 1);
          layers.putGroup("dense_1").putGroup("vars").putDataset("0", new float[2]);
        });
    refusedBecause("more layers of the kind 'dense'");
  }

  @Test
  void weightsOfAnotherLayerAreRefused() throws IOException {
    write(
        TINY,
        (layers, variables) -> {
          variables.putAttribute("name", "other");
          kernel(variables, 1);
          variables.putDataset("1", new float[2]);
        });
    refusedBecause("weights of layer 'other' where those of 'out' belong");
  }

  @Test
  void aConfigurationThatNeedsMoreThanTheFileHoldsIsRefusedBeforeMemoryIsTaken()
      throws IOException {
    write(
        TINY.replace("\"units\": 2", "\"units\": 2000000000"),
        (layers, variables) -> {
          kernel(variables, 1);
          variables.putDataset("1", new float[2]);
        });
    refusedBecause("'kernel' of layer 'out' has shape [3, 2], its configuration needs");
  }

  @Test
  void truncatedWeightsAreRefused() throws IOException {
    change(WEIGHTS, bytes -> Arrays.copyOf(bytes, bytes.length / 3));
    assertThatThrownBy(() -> KerasZip.read(file)).isInstanceOf(IOException.class);
    change(WEIGHTS, bytes -> new byte[0]);
    assertThatThrownBy(() -> KerasZip.read(file)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {CONFIGURATION, WEIGHTS})
  void missingEntriesAreNamed(String entry) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.delete(zip.getPath(entry));
    }
    refusedBecause("it has no entry " + entry);
  }

  @Test
  void weightsOfNumPyAreRefusedWithAdvice() throws IOException {
    write(
        Map.of(
            CONFIGURATION,
            TINY.getBytes(StandardCharsets.UTF_8),
            "model.weights.npz",
            new byte[9]));
    refusedBecause("model.weights.npz", "HDF5");
  }

  @Test
  void paddedConfigurationsAndWeightsAreNotUnpacked() throws IOException {
    byte[] configuration = TINY.getBytes(StandardCharsets.UTF_8);
    write(Map.of(CONFIGURATION, configuration, WEIGHTS, new byte[50 << 20]));
    refusedBecause("model.weights.h5 unpacks to more than 100 times its size");
    byte[] padded = Arrays.copyOf(configuration, 17 << 20);
    Arrays.fill(padded, configuration.length, padded.length, (byte) ' ');
    write(Map.of(CONFIGURATION, padded, WEIGHTS, new byte[1]));
    refusedBecause("config.json is larger than 16 MB");
  }

  @Test
  void entriesWithOtherPathsAreLeftAlone() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.createDirectory(zip.getPath("assets"));
      Files.writeString(zip.getPath("assets", "vocabulary.txt"), "none");
    }
    assertThat(Files.size(file)).isGreaterThan(bytes.length);
    KerasZip.read(file).close();
    try (var files = Files.list(Objects.requireNonNull(file.getParent()))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aConfigurationThatIsNestedWithoutEndIsRefused() throws IOException {
    change(CONFIGURATION, old -> "[".repeat(200_000).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> KerasZip.read(file)).isInstanceOf(IOException.class);
    change(CONFIGURATION, old -> "[]".getBytes(StandardCharsets.UTF_8));
    refusedBecause("model of the class ''");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"class_name\": \"Add\" | \"class_name\": \"Lambda\" | its layer 'add' (Lambda) holds code",
        "\"class_name\": \"Add\" | \"class_name\": \"Functional\" | 'add' (Functional) has 2 inputs; models in the model are read with one",
        "\"class_name\": \"Add\" | \"class_name\": \"Rescaling\" | 'add' (Rescaling) has scale",
        "\"class_name\": \"Add\" | \"class_name\": \"LSTM\" | 'add' (LSTM) is not among the layers",
        "\"class_name\": \"Functional\" | \"class_name\": \"MyModel\" | a model of the class 'MyModel'",
        "\"activation\": \"elu\" | \"activation\": \"gelu\" | 'conv2d_20' (Conv2D) has activation \"gelu\"",
        "\"groups\": 1 | \"groups\": 2 | has groups 2",
        "channels_last | channels_first | has data_format",
        "\"keepdims\": false | \"keepdims\": true | has keepdims true",
        "\"quantization_config\": null | \"quantization_config\": {\"a\": 1} | has quantization_config",
        "\"kwargs\": {} | \"kwargs\": {\"training\": true} | is called with training",
        "\"keras_history\": [\"norm\", 0, 0] | \"keras_history\": [\"norm\", 1, 0] | first output",
        "\"keras_history\": [\"norm\", 0, 0] | \"keras_history\": [\"add\", 0, 0] | comes before 'add'",
        "\"name\": \"norm\" | \"name\": \"stem\" | several layers 'stem'",
        "[\"softmax\", 0, 0] | [\"none\", 0, 0] | one of each",
        "\"strides\": [1, 1] | \"strides\": [0, 1] | has strides [0,1]",
        "\"axis\": -1 | \"axis\": 1 | has axis 1",
        "[null, 16, 16, 3], \"dtype\": \"float32\", \"sparse\" | [null, 16], \"sparse\" | arrays of the shape [null,16]; images are"
      })
  void whatIsNotReadIsNamedWithAdvice(String from, String to, String reason) throws IOException {
    changeText(from, to);
    refusedBecause(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transfer | \"name\": \"gate\" | \"name\": \"mobilenet/conv\" | several layers 'mobilenet/conv'",
        "transfer | \"name\": \"depthwise_1\" | \"name\": \"x\" | comes before 'mobilenet/depthwise_1'",
        "transfer | \"depthwise_1\" | \"x\" | weights of layer 'depthwise_1' where those of 'x' belong",
        "transfer | \"class_name\": \"DepthwiseConv2D\" | \"class_name\": \"SeparableConv2D\" | 'mobilenet/depthwise' (SeparableConv2D) has filters",
        "transfer | \"depth_multiplier\": 1 | \"depth_multiplier\": 2000000000 | has depth_multiplier 2000000000",
        "transfer | \"depth_multiplier\": 1 | \"depth_multiplier\": 2 | 'add' (Add) has inputs of unlike shapes",
        "transfer | \"training\": false | \"training\": true | 'data_augmentation' is called with training",
        "transfer | 127.5] | 0] | 'true_divide' (TrueDivide) has a number that is NaN or infinite",
        "transfer | 127.5] | [1, 2]] | 'true_divide' (TrueDivide) has args [1,2]",
        "transfer | \"TrueDivide\" | \"Power\" | 'true_divide' (Power) is not among the operations",
        "transfer | \"keras_history\": [\"gate\", 0, 0] | \"keras_history\": [\"add\", 0, 0] | the same input twice",
        "transfer | \"keras_history\": [\"gate\", 0, 0] | \"keras_history\": [\"input_layer_1\", 0, 0] | has inputs of unlike shapes",
        "transfer | [[\"bn_1\", 0, 0]] | [[\"bn_1\", 0, 0], [\"add\", 0, 0]] | one of each",
        "transfer | \"RandomFlip\" | \"RandomCrop\" | 'data_augmentation/random_flip' (RandomCrop) is not among",
        "scaled | \"scale\": 0.05 | \"scale\": 1e99 | (Rescaling) has a number that is NaN or infinite",
        "scaled | \"offset\": -0.25 | \"offset\": [0, 1] | 'rescaling' (Rescaling) has offset [0,1]",
        "scaled | \"invert\": false | \"invert\": true | 'normalization' (Normalization) has invert true",
        "scaled | \"axis\": [-1] | \"axis\": [1] | 'normalization' (Normalization) has axis [1]",
        "scaled | [null, 16, 16, 3] | [null, 16, 16, 1] | images are [null, rows, columns, 3]"
      })
  void newPiecesThatLieAreNamed(String name, String from, String to, String reason)
      throws IOException {
    save(name);
    changeText(from, to);
    refusedBecause(reason);
  }

  @Test
  void modelsInModelsEndSomewhere() throws IOException {
    String inner = "{\"class_name\": \"Identity\", \"config\": {\"name\": \"same\"}}";
    for (int depth = 0; depth < 9; depth++) {
      inner =
          """
          {"class_name": "Sequential", "config": {"name": "deeper", "layers": [%s]}}
          """
              .formatted(inner);
    }
    write(
        TINY.replace(
            "{\"module\": \"keras.layers\", \"class_name\": \"Dense\"",
            inner + ", {\"module\": \"keras.layers\", \"class_name\": \"Dense\""),
        (layers, variables) -> {});
    refusedBecause("models are nested more than 8 deep");
  }

  @Test
  void namesThatGrowWithTheDepthAreBounded() throws IOException {
    write(TINY.replace("\"mean\"", "\"" + "m".repeat(501) + "\""), (layers, variables) -> {});
    refusedBecause("name has more than 500 characters");
  }

  @Test
  void layersOfOthersAreRefused() throws IOException {
    changeText(
        "\"module\": \"keras.layers\", \"class_name\": \"Add\"",
        "\"module\": \"my.code\", \"class_name\": \"Add\"");
    refusedBecause("is not a layer of Keras itself (my.code)", "export the model to ONNX");
  }
}
