package dev.blindspot.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.PixelScale;
import dev.blindspot.train.model.foreign.ForeignModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.ByteString;

/** Files that are not what they should be: each is refused with its reason. */
class MistakesTest {
  private static final String BASE = "resnet-basic.onnx";
  private static final PixelScale TORCH = PixelScale.named("torch", null);

  @TempDir private Path folder;

  private void assertRefused(Consumer<GraphProto.Builder> change, String... reasons)
      throws IOException {
    assertRefused(
        OnnxFiles.changed(BASE, folder, model -> change.accept(model.getGraphBuilder())), reasons);
  }

  private static void assertRefused(Path file, String... reasons) {
    assertThatThrownBy(
            () -> {
              try (ForeignModel model = ForeignModel.load(file, TORCH)) {
                model.classes(OnnxFiles.SIDE);
              }
            })
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContainingAll(reasons);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3, 0.9, 0.9999})
  void truncatedFiles(double share) throws IOException {
    Path file = OnnxFiles.copy(BASE, folder);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (share * bytes.length)));
    assertRefused(file, "is not an ONNX model (or it is damaged)");
  }

  @Test
  void textAndOtherFiles() throws IOException {
    assertRefused(Files.writeString(folder.resolve("a.onnx"), "no model"), "is not an ONNX model");
  }

  @Test
  void twoInputs() throws IOException {
    assertRefused(
        graph -> graph.addInput(graph.getInput(0).toBuilder().setName("mask")),
        "2 inputs (images, mask)",
        "one of each");
  }

  @Test
  void halfPrecisionAndBytes() throws IOException {
    assertRefused(graph -> type(graph, TensorProto.DataType.FLOAT16), "takes float16", "float32");
  }

  @Test
  void quantisedInputs() throws IOException {
    assertRefused(graph -> type(graph, TensorProto.DataType.INT8), "takes int8", "float32");
  }

  private static void type(GraphProto.Builder graph, TensorProto.DataType type) {
    graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
  }

  @Test
  void outputsOfThreeDimensions() throws IOException {
    assertRefused(
        graph ->
            graph
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .addDim(Dimension.newBuilder().setDimValue(4)),
        "puts out arrays of 3 dimensions");
  }

  @Test
  void imagesThatAreNotSquareOrHaveFourChannels() throws IOException {
    assertRefused(graph -> side(graph, 3, 48), "images of 48 x 32 pixels", "square");
  }

  @Test
  void fourChannels() throws IOException {
    assertRefused(graph -> side(graph, 1, 4), "three channels are needed");
  }

  @Test
  void batchesOfAFixedSize() throws IOException {
    assertRefused(graph -> side(graph, 0, 8), "exactly 8 images at once");
  }

  private static void side(GraphProto.Builder graph, int dimension, long value) {
    graph
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .setDim(dimension, Dimension.newBuilder().setDimValue(value));
  }

  @Test
  void sizesThatAreNotSaidAreAskedFor() throws IOException {
    Path file =
        OnnxFiles.changed(
            BASE,
            folder,
            model -> {
              for (int dimension : new int[] {2, 3}) {
                model
                    .getGraphBuilder()
                    .getInputBuilder(0)
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .setDim(dimension, Dimension.newBuilder().setDimParam("side"));
              }
            });
    try (ForeignModel model = ForeignModel.load(file, TORCH)) {
      assertThat(model.inputSize()).isEmpty();
      assertThat(model.classes(48)).isEqualTo(5);
    }
  }

  @Test
  void operatorsThatNobodyKnows() throws IOException {
    assertRefused(
        graph -> graph.getNodeBuilder(0).setOpType("Conwolution"), "cannot be run", "Conwolution");
  }

  @Test
  void operatorsOfOthersNeedALibraryThatIsNeverLoaded() throws IOException {
    assertRefused(
        graph -> graph.getNodeBuilder(0).setOpType("Run").setDomain("evil.example"),
        "operator Run of evil.example",
        "none is loaded");
  }

  @Test
  void operatorsThatPutNothingOut() throws IOException {
    assertRefused(
        graph -> graph.addNode(NodeProto.newBuilder().setOpType("Constant")),
        "an operator Constant puts nothing out");
  }

  @Test
  void graphsThatLeadInACircle() throws IOException {
    assertRefused(
        graph -> {
          String output = graph.getOutput(0).getName();
          graph
              .clearNode()
              .addNode(
                  NodeProto.newBuilder().setOpType("Identity").addInput(output).addOutput(output));
        },
        "cannot be run");
  }

  /** CVE-2024-7254 is about other parsers of the same library. */
  @Test
  void groupsWithoutAnEnd() throws IOException {
    byte[] groups = new byte[1_000_000];
    Arrays.fill(groups, (byte) (15 << 3 | 3)); // field 15 of a model is unknown
    Path file = Files.write(folder.resolve("groups.onnx"), groups);
    assertRefused(file, "is not an ONNX model (or it is damaged)");
  }

  @Test
  void oldOperators() throws IOException {
    assertRefused(
        OnnxFiles.changed(BASE, folder, model -> model.getOpsetImportBuilder(0).setVersion(8)),
        "opset 8",
        "9 or newer");
  }

  /** Moves the first weight into a file of its own. */
  private static void external(GraphProto.Builder graph, String location, Path folder, int keep) {
    TensorProto weight = graph.getInitializer(0);
    byte[] bytes = weight.getRawData().toByteArray();
    try {
      if (keep >= 0) {
        Files.write(folder.resolve("weights.bin"), Arrays.copyOf(bytes, bytes.length - keep));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    graph.setInitializer(
        0,
        weight.toBuilder()
            .setRawData(ByteString.EMPTY)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("length", Integer.toString(bytes.length))));
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  @Test
  void weightsInAnotherFileAreReadFromTheModelsFolder() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    try (ForeignModel expected = ForeignModel.load(OnnxFiles.copy(BASE, inside), TORCH);
        ForeignModel model =
            ForeignModel.load(
                OnnxFiles.changed(
                    BASE, folder, of -> external(of.getGraphBuilder(), "weights.bin", folder, 0)),
                TORCH)) {
      assertThat(model.score(OnnxFiles.image())).isEqualTo(expected.score(OnnxFiles.image()));
    }
  }

  @Test
  void weightsInAFileThatIsMissing() throws IOException {
    assertRefused(
        graph -> external(graph, "weights.bin", folder, -1), "weights.bin", "which is not there");
  }

  @Test
  void weightsInAFileThatIsTooShort() throws IOException {
    assertRefused(graph -> external(graph, "weights.bin", folder, 4), "is shorter than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../weights.bin", "/etc/passwd", "a/../../b"})
  void weightsOutsideOfTheFolder(String location) throws IOException {
    assertRefused(graph -> external(graph, location, folder, -1), "outside of its folder");
  }

  @Test
  void weightsBehindALinkThatLeavesTheFolder() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path target = Files.write(outside.resolve("secret"), new byte[10_000]);
    Files.createSymbolicLink(inside.resolve("weights.bin"), target);
    assertRefused(
        OnnxFiles.changed(
            BASE, inside, of -> external(of.getGraphBuilder(), "weights.bin", folder, -1)),
        "leads out of its folder");
  }

  @Test
  void graphsWithNothingInThem() throws IOException {
    assertRefused(
        Files.write(folder.resolve("empty.onnx"), ModelProto.getDefaultInstance().toByteArray()),
        "holds no graph");
    assertRefused(
        Files.write(
            folder.resolve("half.onnx"),
            ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addNode(NodeProto.newBuilder().setOpType("Relu")))
                .build()
                .toByteArray()),
        "holds no graph");
  }

  @Test
  void scoresThatAreIndependentOfEachOther() throws IOException {
    Path file =
        OnnxFiles.changed(
            "ending-softmax.onnx",
            folder,
            model -> {
              GraphProto.Builder graph = model.getGraphBuilder();
              graph.getNodeBuilder(graph.getNodeCount() - 1).setOpType("Sigmoid").clearAttribute();
            });
    assertRefused(file, "numbers that are not probabilities");
  }
}
