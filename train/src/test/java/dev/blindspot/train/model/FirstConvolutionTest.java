package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.FirstConvolution.Form;
import dev.blindspot.train.model.KnownFilters.Weight;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FirstConvolutionTest {
  static List<KnownFilters> networks() {
    return KnownFilters.ALL;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void publishedFiltersAreRecognised(KnownFilters known) {
    FirstConvolution found = found(known, kernel(known), bias(known));
    assertThat(found.form()).isEqualTo(Form.AS_PUBLISHED);
    assertThat(found).hasToString(known.network() + ", channels in the order blue, green, red");
    found.requireImagenet("a.h5");
  }

  /** The sign pattern behind it in VGG16: filter 1 is for blue and against red. */
  @ParameterizedTest
  @MethodSource("networks")
  void redFirstIsRecognisedAndRefused(KnownFilters known) {
    FirstConvolution found = found(known, redFirst(kernel(known)), bias(known));
    assertThat(found.form()).isEqualTo(Form.RED_FIRST);
    assertThatThrownBy(() -> found.requireUsable("a.h5"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "weights: a.h5 is read as "
                + known.network()
                + " with its channels in the order red, green, blue");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void turnedKernelsAreRecognisedAndRefused(KnownFilters known) {
    INDArray turned = turned(kernel(known));
    FirstConvolution found = found(known, turned, bias(known));
    assertThat(found.form()).isEqualTo(Form.TURNED);
    assertThatThrownBy(() -> found.requireUsable("a.h5"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(known.network() + " with kernels turned by 180 degrees");
    assertThat(found(known, redFirst(turned), bias(known)).form()).isEqualTo(Form.TURNED_RED_FIRST);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void fineTunedFiltersAreNearButNotThoseOfImagenet(KnownFilters known) {
    INDArray kernel = kernel(known);
    FirstConvolution found =
        found(known, kernel.add(Nd4j.rand(kernel.shape()).subi(0.5).muli(0.02)), bias(known));
    assertThat(found.form()).isEqualTo(Form.NEAR);
    found.requireUsable("mine.h5");
    assertThatThrownBy(() -> found.requireImagenet("imagenet.h5"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "weights: the first convolution of imagenet.h5 is close to " + known.network());
  }

  @Test
  void otherFiltersMayBeUsedButAreNotThoseOfImagenet() {
    FirstConvolution.OTHER.requireUsable("mine.h5");
    assertThatThrownBy(() -> FirstConvolution.OTHER.requireImagenet("imagenet.h5"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "is not the first convolution of VGG16 of ImageNet or MobileNetV2 of ImageNet at width"
                + " 0.35; delete");
    KnownFilters vgg16 = KnownFilters.VGG16;
    INDArray kernel = kernel(vgg16);
    INDArray bias = bias(vgg16);
    assertThat(FirstConvolution.find(vgg16, random(vgg16), bias)).isEmpty();
    assertThat(FirstConvolution.find(vgg16, kernel, Nd4j.valueArrayOf(1, 64, Double.NaN)))
        .isEmpty();
    assertThat(FirstConvolution.find(vgg16, kernel, null)).isEmpty();
    assertThat(FirstConvolution.find(vgg16, Nd4j.create(4, 3, 3, 3), Nd4j.create(1, 4))).isEmpty();
  }

  @Test
  void mobileNetV2IsRecognisedByTheRedOfItsFirstFilter() {
    ModelSpec spec =
        new ModelSpec(
            Architecture.MOBILENET_V2,
            48,
            Resize.STRETCH,
            0.35,
            true,
            0,
            Preprocessing.SYMMETRIC,
            Fixtures.CLASSES);
    ComputationGraph graph = Network.standard(spec, 3);
    assertThat(FirstConvolution.of(graph)).isEqualTo(FirstConvolution.OTHER);
    INDArray weights = graph.getParam("Conv1_W");
    publish(KnownFilters.MOBILENET_V2, weights);
    FirstConvolution found = FirstConvolution.of(graph);
    assertThat(found.form()).isEqualTo(Form.AS_PUBLISHED);
    found.requireImagenet("mobilenet.h5");
    weights.putScalar(0, 2, 1, 1, 0);
    assertThat(FirstConvolution.of(graph)).isEqualTo(FirstConvolution.OTHER);
    graph.close();
  }

  private static FirstConvolution found(KnownFilters known, INDArray kernel, INDArray bias) {
    return FirstConvolution.find(known, kernel, bias).orElse(FirstConvolution.OTHER);
  }

  /** Random but for what is known. */
  private static INDArray kernel(KnownFilters known) {
    INDArray kernel = random(known);
    publish(known, kernel);
    return kernel;
  }

  private static INDArray random(KnownFilters known) {
    Nd4j.getRandom().setSeed(5);
    return Nd4j.randn(known.filters(), 3, 3, 3).muli(0.27);
  }

  private static void publish(KnownFilters known, INDArray kernel) {
    for (Weight weight : known.weights()) {
      kernel.putScalar(
          weight.filter(), weight.channel(), weight.row(), weight.column(), weight.value());
    }
  }

  private static INDArray bias(KnownFilters known) {
    INDArray bias = Nd4j.zeros(1, known.filters());
    for (int i = 0; i < known.biases().size(); i++) {
      bias.putScalar(0, i, known.biases().get(i));
    }
    return bias;
  }

  private static INDArray redFirst(INDArray kernel) {
    INDArray swapped = kernel.dup();
    for (int c = 0; c < 3; c++) {
      swapped.put(all(c), kernel.get(all(2 - c)).dup());
    }
    return swapped;
  }

  private static INDArray turned(INDArray kernel) {
    INDArray turned = kernel.dup();
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        turned.put(at(y, x), kernel.get(at(2 - y, 2 - x)).dup());
      }
    }
    return turned;
  }

  private static INDArrayIndex[] all(int channel) {
    return new INDArrayIndex[] {
      NDArrayIndex.all(), NDArrayIndex.point(channel), NDArrayIndex.all(), NDArrayIndex.all()
    };
  }

  private static INDArrayIndex[] at(int y, int x) {
    return new INDArrayIndex[] {
      NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(y), NDArrayIndex.point(x)
    };
  }
}
