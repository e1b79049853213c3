package dev.blindspot.train.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** Model zips that lie: each ends in a message, none in the death of the process. */
class HostileModelTest {
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String CONFIGURATION = "configuration.json";

  private final Path file;
  private int parameters;

  HostileModelTest(@TempDir Path folder) {
    file = folder.resolve("model.zip");
  }

  @BeforeEach
  void save() throws IOException {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(6, 6, 3))
                .addLayer("a", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build(),
                    "a")
                .setOutputs("out")
                .build());
    graph.init();
    parameters = (int) graph.numParams();
    ModelSerializer.writeModel(graph, file.toFile(), false);
    graph.close();
  }

  private void change(String entry, UnaryOperator<byte[]> change) throws IOException {
    new ChangedZip(file).change(entry, change);
  }

  private void changeText(String from, String to) throws IOException {
    new ChangedZip(file).changeText(CONFIGURATION, from, to);
  }

  private void refusedBecause(String reason) {
    assertThatThrownBy(() -> GraphReader.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(reason);
  }

  /** The bytes of an array as ND4J writes them, with what its headers claim. */
  private static byte[] array(
      long shapeLength, long rows, long count, long stride, long length, int numbers)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(shapeLength);
    out.writeUTF("LONG");
    for (long word : new long[] {2, rows, count, 1, stride, 8192, 1, 'c'}) {
      out.writeLong(word);
    }
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(length);
    out.writeUTF("FLOAT");
    for (int i = 0; i < numbers; i++) {
      out.writeFloat(0.5f);
    }
    return bytes.toByteArray();
  }

  @Test
  void anHonestFileIsRead() throws IOException {
    byte[] honest = array(8, 1, parameters, 1, parameters, parameters);
    change(COEFFICIENTS, old -> honest);
    ComputationGraph graph = GraphReader.read(file);
    assertThat(graph.params().toFloatVector()).containsOnly(0.5f).hasSize(parameters);
    graph.close();
  }

  @Test
  void headersThatDisagreeAreRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] short1 = array(8, 1, parameters, 1, 1, parameters);
    change(COEFFICIENTS, old -> short1);
    refusedBecause("1 numbers for a shape of " + parameters);
    byte[] huge = array(8, 1, 1L << 40, 1, 1L << 40, 3);
    change(COEFFICIENTS, old -> huge);
    refusedBecause("holds 1099511627776 parameters, its configuration needs " + parameters);
    byte[] gaps = array(8, 1, parameters, 1L << 30, parameters, parameters);
    change(COEFFICIENTS, old -> gaps);
    refusedBecause("no shape of one row");
    byte[] square = array(8, parameters, parameters, 1, parameters, parameters);
    change(COEFFICIENTS, old -> square);
    refusedBecause("no shape of one row");
    byte[] longShape = array(1L << 33, 1, parameters, 1, parameters, parameters);
    change(COEFFICIENTS, old -> longShape);
    refusedBecause("no shape of one row");
    byte[] cut = array(8, 1, parameters, 1, parameters, parameters - 1);
    change(COEFFICIENTS, old -> cut);
    refusedBecause("end too early");
    byte[] more = array(8, 1, parameters, 1, parameters, parameters + 1);
    change(COEFFICIENTS, old -> more);
    refusedBecause("followed by something else");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    for (byte[] bad : new byte[][] {{0x7f, (byte) 0xc0, 0, 0}, {0x7f, (byte) 0x80, 0, 0}}) {
      save();
      change(
          COEFFICIENTS,
          old -> {
            System.arraycopy(bad, 0, old, old.length - 4, 4);
            return old;
          });
      refusedBecause("NaN or infinite");
    }
  }

  @Test
  void onlyDl4jsClassesAreNamed() throws IOException {
    changeText("org.deeplearning4j.nn.conf.layers.OutputLayer", "javax.swing.JEditorPane");
    refusedBecause("names the class javax.swing.JEditorPane");
  }

  /** A configuration that agrees with its header on 10 to the power of 12 numbers. */
  @Test
  void moreThanTheFileCanHoldIsRefusedBeforeMemoryIsTaken() throws IOException {
    changeText("\"nout\" : 2,", "\"nout\" : 2000000000,");
    refusedBecause("it cannot hold the ");
  }

  @Test
  void geometryThatCannotBeIsRefused() throws IOException {
    for (String broken : new String[] {"[ 0, 3 ]", "[ 3, -1 ]", "[ 3, 100000 ]"}) {
      save();
      changeText("\"kernelSize\" : [ 3, 3 ]", "\"kernelSize\" : " + broken);
      refusedBecause("kernelSize [");
    }
    for (String key : new String[] {"stride", "dilation"}) {
      save();
      changeText("\"%s\" : [ 1, 1 ]".formatted(key), "\"%s\" : [ 0, 1 ]".formatted(key));
      refusedBecause(key + " [0,1]");
    }
  }

  @Test
  void aConfigurationThatLeadsInACircleIsRefused() throws IOException {
    changeText("\"a\" : [ \"in\" ]", "\"a\" : [ \"out\" ]");
    refusedBecause("leads in a circle");
    save();
    changeText("\"a\" : [ \"in\" ]", "\"a\" : [ \"a\" ]");
    refusedBecause("leads in a circle");
  }

  /** Seeded; every one of these files either loads or is refused in words. */
  @Test
  void manglingTheArrayNeverDoesMoreThanRefuse() throws IOException {
    byte[] honest = array(8, 1, parameters, 1, parameters, parameters);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] mangled = honest.clone();
      for (int k = 0; k < 3; k++) {
        mangled[random.nextInt(150)] = (byte) random.nextInt();
      }
      byte[] cut =
          random.nextInt(4) == 0 ? Arrays.copyOf(mangled, random.nextInt(honest.length)) : mangled;
      change(COEFFICIENTS, old -> cut);
      try {
        ComputationGraph graph = GraphReader.read(file);
        assertThat(graph.numParams()).isEqualTo(parameters);
        graph.close();
      } catch (UserError e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(200);
  }
}
