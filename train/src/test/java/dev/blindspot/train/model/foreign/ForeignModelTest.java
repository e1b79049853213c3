package dev.blindspot.train.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.PixelScale;
import dev.blindspot.train.model.PixelScale.Channels;
import dev.blindspot.train.model.PixelScale.Normalisation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Models as others make them. */
public class ForeignModelTest {
  private static final int SIDE = 16;
  private static final PixelScale UNIT_RGB = new PixelScale(Normalisation.UNIT, Channels.RGB);

  @TempDir private Path folder;

  @Test
  void aFunctionalKerasModelWithASigmoidSaysWhatNumPySays() throws IOException {
    try (ForeignModel model = ForeignModel.load(resource("functional-keras.h5"), UNIT_RGB)) {
      float[] said = model.score(image()).toFloatVector();

      // printed by make_keras_functional.py
      assertThat(said).hasSize(2);
      assertThat(said[1]).isCloseTo(0.473855f, within(1e-5f));
      assertThat(said[0]).isCloseTo(1 - 0.473855f, within(1e-5f));
    }
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = getClass().getResourceAsStream("../" + name)) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    return file;
  }

  @Test
  void aKerasModelSaysWhatNumPySays() throws IOException {
    Path file = resource("tiny-keras.h5");
    try (ForeignModel model = ForeignModel.load(file, UNIT_RGB)) {
      float[] said = model.score(image()).toFloatVector();

      // printed by make_keras_model.py
      assertThat(said).hasSize(3);
      assertThat(said[0]).isCloseTo(0.169153f, within(1e-4f));
      assertThat(said[1]).isCloseTo(0.280098f, within(1e-4f));
      assertThat(model.classes(SIDE)).isEqualTo(3);
    }
    try (ForeignModel model =
        ForeignModel.load(file, new PixelScale(Normalisation.UNIT, Channels.BGR))) {
      assertThat(model.score(image()).getDouble(0)).isNotCloseTo(0.169153, within(1e-2));
    }
  }

  @Test
  void aNetworkOfLayersIsScoredInItsOwnScale() throws IOException {
    MultiLayerNetwork network = network(2, Activation.SOFTMAX);
    Path file = save(network);
    try (ForeignModel model =
        ForeignModel.load(file, new PixelScale(Normalisation.SYMMETRIC, Channels.BGR))) {
      INDArray expected = network.output(image().sub(127.5).div(127.5));

      assertThat(model.score(image()).equalsWithEps(expected, 1e-5)).isTrue();
      assertThat(ForeignModel.isOurs(file)).isFalse();
    }
  }

  @Test
  void aSigmoidIsTheProbabilityOfClassOne() throws IOException {
    MultiLayerNetwork network = network(1, Activation.SIGMOID);
    try (ForeignModel model =
        ForeignModel.load(save(network), new PixelScale(Normalisation.NONE, Channels.BGR))) {
      double p = network.output(image()).getDouble(0);
      INDArray said = model.score(image());

      assertThat(said.shape()).containsExactly(1, 2);
      assertThat(said.getDouble(0, 1)).isCloseTo(p, within(1e-6));
      assertThat(said.getDouble(0, 0)).isCloseTo(1 - p, within(1e-6));
    }
  }

  @Test
  void logitsAreGivenASoftmaxAndItIsSaid() throws IOException {
    MultiLayerNetwork network = network(3, Activation.IDENTITY);
    try (ForeignModel model =
        ForeignModel.load(save(network), new PixelScale(Normalisation.SYMMETRIC, Channels.BGR))) {
      INDArray logits = network.output(image().sub(127.5).div(127.5));

      assertThat(model.score(image()).equalsWithEps(Transforms.softmax(logits), 1e-5)).isTrue();
      assertThat(model.note()).contains("NCHW", "puts out logits: a softmax is added");
    }
  }

  @Test
  void numbersThatAreNoProbabilitiesAreRefused() throws IOException {
    try (ForeignModel model = ForeignModel.load(save(network(2, Activation.TANH)), UNIT_RGB)) {
      assertThatThrownBy(() -> model.classes(SIDE))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("not probabilities")
          .hasMessageContaining("softmax");
    }
  }

  @Test
  void filesOfOtherKindsAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.h5"), "no model");
    assertThatThrownBy(() -> ForeignModel.load(text, UNIT_RGB))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be read as a Keras model");
    Path keras3 = Files.writeString(folder.resolve("new.keras"), "no model");
    assertThatThrownBy(() -> ForeignModel.load(keras3, UNIT_RGB))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be read as a Keras model");
    assertThatThrownBy(() -> ForeignModel.load(folder.resolve("none.zip"), UNIT_RGB))
        .hasMessageContaining("there is no model file");
  }

  @Test
  void channelsAndScalesAreThoseAskedFor() {
    INDArray one = Nd4j.createFromArray(new float[] {10, 20, 30}).reshape(1, 3, 1, 1);

    assertThat(UNIT_RGB.scaling().apply(one).reshape(3).toFloatVector())
        .containsExactly(new float[] {30 / 255f, 20 / 255f, 10 / 255f}, within(1e-6f));
    assertThat(
            new PixelScale(Normalisation.IMAGENET_MEAN, Channels.BGR)
                .scaling()
                .apply(one)
                .reshape(3)
                .toFloatVector())
        .containsExactly(new float[] {10 - 103.939f, 20 - 116.779f, 30 - 123.68f}, within(1e-4f));
  }

  /** Values by hand; orders and scales as Keras's {@code preprocess_input} in the three modes. */
  @Test
  void conventionsFixOrderAndScaleTogether() {
    INDArray bgr = Nd4j.createFromArray(new float[] {10, 20, 30}).reshape(1, 3, 1, 1);
    assertThat(PixelScale.named("caffe", null).scaling().apply(bgr).reshape(3).toFloatVector())
        .containsExactly(new float[] {10 - 103.939f, 20 - 116.779f, 30 - 123.68f}, within(1e-4f));
    assertThat(PixelScale.named("torch", null).scaling().apply(bgr).reshape(3).toFloatVector())
        .containsExactly(
            new float[] {
              (30 / 255f - 0.485f) / 0.229f,
              (20 / 255f - 0.456f) / 0.224f,
              (10 / 255f - 0.406f) / 0.225f
            },
            within(1e-4f));
    assertThat(PixelScale.named("tf", null).scaling().apply(bgr).reshape(3).toFloatVector())
        .containsExactly(
            new float[] {30 / 127.5f - 1, 20 / 127.5f - 1, 10 / 127.5f - 1}, within(1e-5f));
    assertThat(PixelScale.named("none", "bgr").scaling().apply(bgr).reshape(3).toFloatVector())
        .containsExactly(10, 20, 30);
  }

  @ParameterizedTest
  @CsvSource({
    "imagenet-mean, , caffe now",
    "imagenet-standard, rgb, torch now",
    "caffe, rgb, fixes the channels (BGR): leave --channels out",
    "unit, , add --channels rgb",
    "none, gbr, --channels bgr",
    "keras, , symmetric",
  })
  void namesThatLeaveSomethingToGuessAreRefused(String name, String order, String advice) {
    assertThatThrownBy(() -> PixelScale.named(name, order))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(advice);
  }

  /** Red 10 y, green 5 x, blue 200 where x is less than y. */
  static INDArray image() {
    INDArray bgr = Nd4j.zeros(DataType.FLOAT, 1, 3, SIDE, SIDE);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        bgr.putScalar(0, 0, y, x, x < y ? 200 : 0);
        bgr.putScalar(0, 1, y, x, 5 * x);
        bgr.putScalar(0, 2, y, x, 10 * y);
      }
    }
    return bgr;
  }

  private Path save(MultiLayerNetwork network) throws IOException {
    Path file = folder.resolve("network.zip");
    ModelSerializer.writeModel(network, file.toFile(), false);
    return file;
  }

  /** A small network as someone else would make it; made for other tests too. */
  public static MultiLayerNetwork network(int outputs, Activation activation) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(
                    new OutputLayer.Builder(
                            activation == Activation.SOFTMAX
                                ? LossFunction.MCXENT
                                : LossFunction.MSE)
                        .nOut(outputs)
                        .activation(activation)
                        .build())
                .setInputType(InputType.convolutional(SIDE, SIDE, 3))
                .build());
    network.init();
    return network;
  }
}
