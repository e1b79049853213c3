package dev.blindspot.train.model;

import static dev.blindspot.train.model.Fixtures.distance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {
  private static final int SIZE = 32;

  private final Path folder;
  private final Path file;
  private final INDArray images = Fixtures.images(2, SIZE, 9);

  ModelFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("model.zip");
  }

  @Test
  void whatWasSavedIsLoaded() throws IOException {
    ModelSpec spec =
        new ModelSpec(
            Architecture.VGG16,
            SIZE,
            Resize.STRETCH,
            1 / 16.0,
            true,
            0.25,
            Preprocessing.IMAGENET_MEAN,
            List.of("a", "b", "größer"));
    INDArray scores = save(spec, file);
    try (ModelFile.Loaded loaded = ModelFile.load(file);
        ScoringNetwork network = loaded.network()) {
      assertThat(loaded.spec()).isEqualTo(spec);
      assertThat(network.spec()).isEqualTo(spec);
      assertThat(network.score(images)).isEqualTo(scores);
      INDArray standard = loaded.graph().outputSingle(spec.preprocessing().nchw(images));
      assertThat(distance(standard, scores)).isLessThan(1e-5);
    }
    assertThat(names(folder)).containsExactly("model.zip");
  }

  /** What a user without Blindspot gets from the zip: the scores of raw images. */
  @Test
  void zipScoresTheSameWithoutBlindspot() throws Exception {
    Path input = folder.resolve("pictures.bin");
    Nd4j.saveBinary(images, input.toFile());
    List<ModelSpec> specs =
        Stream.of(Preprocessing.values())
            .flatMap(
                preprocessing ->
                    Stream.of(false, true)
                        .map(
                            batchNorm ->
                                new ModelSpec(
                                    Architecture.VGG16,
                                    SIZE,
                                    Resize.STRETCH,
                                    1 / 16.0,
                                    batchNorm,
                                    0,
                                    preprocessing,
                                    Fixtures.CLASSES)))
            .toList();
    for (int i = 0; i < specs.size(); i++) {
      Nd4j.saveBinary(
          save(specs.get(i), folder.resolve(i + ".zip")), folder.resolve(i + ".ours").toFile());
    }
    ForeignJvm.scoreZips(folder, input, specs.size());
    for (int i = 0; i < specs.size(); i++) {
      INDArray ours = Nd4j.readBinary(folder.resolve(i + ".ours").toFile());
      INDArray theirs = Nd4j.readBinary(folder.resolve(i + ".theirs").toFile());
      assertThat(theirs.shape()).containsExactly(2, 2);
      assertThat(distance(theirs, ours)).as("%s", specs.get(i)).isLessThan(1e-4);
      assertThat(ours.getDouble(0, 0)).isNotEqualTo(ours.getDouble(1, 0));
    }
  }

  /** A folder with a file in it cannot be replaced, so that the last step of writing fails. */
  @Test
  void failureToWriteLeavesWhatWasThere() throws IOException {
    Files.createDirectory(file);
    Files.writeString(file.resolve("old"), "old");
    assertThatThrownBy(() -> save(Fixtures.spec(SIZE, false), file))
        .isInstanceOf(IOException.class);
    assertThat(file.resolve("old")).hasContent("old");
    assertThat(names(folder)).containsExactly("model.zip");
  }

  @Test
  void missingFileIsTheUsersMistake() {
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(UserError.class)
        .hasMessage("there is no model file " + file.toAbsolutePath());
    assertThatThrownBy(() -> ModelFile.load(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("there is no model file");
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    save(Fixtures.spec(SIZE, false), file);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 1000, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelFile.load(file))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageContaining("is not a model zip");
    }
  }

  /** One byte of the weights: the zip opens, and only its checksum tells. */
  @Test
  void damagedWeightsAreRefused() throws IOException {
    save(Fixtures.spec(SIZE, false), file);
    byte[] bytes = Files.readAllBytes(file);
    int weights = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("coefficients.bin");
    bytes[weights + 5000] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + " is not a DL4J model zip (or it is damaged): ");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a zip at all");
    assertThatThrownBy(() -> ModelFile.load(text))
        .isInstanceOf(UserError.class)
        .hasMessage(text + " is not a model zip");
    zip("other.txt", "x".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + " was not saved by Blindspot: it holds no blindspot.json with input size,"
                + " preprocessing and classes");
    assertThatThrownBy(() -> ModelFile.readGraph(file))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + " is not a DL4J model zip (or it is damaged): it has no entry"
                + " configuration.json");
  }

  @Test
  void damagedSpecificationIsRefused() throws IOException {
    save(Fixtures.spec(SIZE, false), file);
    for (String json :
        List.of(
            "",
            "{",
            "null",
            "[]",
            "{\"inputSize\": 33}",
            "{\"inputSize\":32.7,\"resize\":\"STRETCH\",\"width\":1,\"batchNorm\":false,\"dropout\":0,"
                + "\"preprocessing\":\"SYMMETRIC\",\"classes\":[\"a\",\"b\"]}",
            "{\"inputSize\":32,\"width\":1,\"batchNorm\":false,\"dropout\":0,"
                + "\"preprocessing\":\"SYMMETRIC\",\"classes\":[\"one\"]}")) {
      zip("blindspot.json", json.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> ModelFile.load(file))
          .as(json)
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + " holds a damaged blindspot.json");
    }
  }

  @Test
  void aSpecificationThatInflatesIsRefused() throws IOException {
    save(Fixtures.spec(SIZE, false), file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath("blindspot.json"), " ".repeat(5_000_000));
    }
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("blindspot.json is larger than 1048576 bytes");
  }

  /** The same number of parameters, and another network: its first stride was changed. */
  @Test
  void layersThatAreNotThoseOfTheSpecificationAreRefused() throws IOException {
    save(Fixtures.spec(SIZE, false), file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path entry = zip.getPath("configuration.json");
      String text = Files.readString(entry);
      Files.writeString(
          entry, text.replaceFirst("\"stride\" : \\[ 1, 1 ]", "\"stride\" : [ 2, 1 ]"));
      assertThat(Files.readString(entry)).isNotEqualTo(text);
    }
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("of another network: its layers differ");
  }

  @Test
  void specificationOfAnotherNetworkIsRefused() throws IOException {
    save(Fixtures.spec(SIZE, false), file);
    zip(
        "blindspot.json",
        ("{\"inputSize\":32,\"width\":0.5,\"batchNorm\":false,\"dropout\":0,"
                + "\"resize\":\"STRETCH\",\"preprocessing\":\"SYMMETRIC\",\"classes\":[\"a\",\"b\"]}")
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + " holds a blindspot.json of another network");
  }

  @Test
  void layerNetworksAreReadAsGraphs() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(2).build())
                .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(SIZE, SIZE, 3))
                .build());
    network.init();
    ModelSerializer.writeModel(network, file.toFile(), true);
    ComputationGraph graph = ModelFile.readGraph(file);
    assertThat(graph.outputSingle(images)).isEqualTo(network.output(images));
    graph.close();
    assertThat(ModelFile.findSpec(file)).isEmpty();
  }

  /** Java deserialisation runs code that the file chooses. */
  @Test
  void nothingInTheZipIsDeserialised() throws IOException {
    ModelSpec spec = Fixtures.spec(SIZE, false);
    INDArray scores = save(spec, file);
    ModelSerializer.addObjectToFile(file.toFile(), "anything", new Tripwire());
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Tripwire());
      out.flush();
      zip("preprocessor.bin", bytes.toByteArray());
    }
    Tripwire.touched = false;
    try (ModelFile.Loaded loaded = ModelFile.load(file);
        ScoringNetwork network = loaded.network()) {
      assertThat(network.score(images)).isEqualTo(scores);
    }
    assertThat(Tripwire.touched).isFalse();
  }

  private static final class Tripwire implements DataSetPreProcessor, Serializable {
    private static final long serialVersionUID = 1L;
    private static boolean touched;

    @Override
    public void preProcess(DataSet data) {}

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      touched = true;
    }
  }

  private INDArray save(ModelSpec spec, Path target) throws IOException {
    try (Network network = Fixtures.network(spec, 0, Fixtures.parameters(spec, 4))) {
      ModelFile.save(network, target);
      return network.score(images);
    }
  }

  /** Adds or replaces an entry. */
  private void zip(String entry, byte[] content) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("create", !Files.exists(file)))) {
      Files.write(zip.getPath(entry), content);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
