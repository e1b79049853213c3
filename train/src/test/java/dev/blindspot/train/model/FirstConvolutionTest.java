package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.KerasFile.Convolution;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FirstConvolutionTest {
  private final Convolution published = Vgg16File.publishedFirstConvolution();
  private final INDArray kernel = asOurs(published.kernel());
  private final INDArray bias = Nd4j.createFromArray(published.bias()).reshape(1, 64);

  @Test
  void publishedFiltersAreRecognised() {
    assertThat(FirstConvolution.of(kernel, bias)).isEqualTo(FirstConvolution.VGG16_BGR);
  }

  /** The sign pattern behind it: filter 1 is for blue and against red. */
  @Test
  void redFirstIsRecognisedAndRefused() {
    INDArray swapped = Nd4j.create(64, 3, 3, 3);
    for (int c = 0; c < 3; c++) {
      swapped.put(all(c), kernel.get(all(2 - c)).dup());
    }
    FirstConvolution found = FirstConvolution.of(swapped, bias);
    assertThat(found).isEqualTo(FirstConvolution.VGG16_RGB);
    assertThatThrownBy(() -> found.requireUsable("a.h5"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: a.h5 holds VGG16 of ImageNet with its channels in the")
        .hasMessageContaining("red, green, blue");
  }

  @Test
  void turnedKernelsAreRecognisedAndRefused() {
    INDArray turned = kernel.dup();
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        turned.put(at(y, x), kernel.get(at(2 - y, 2 - x)).dup());
      }
    }
    FirstConvolution found = FirstConvolution.of(turned, bias);
    assertThat(found).isEqualTo(FirstConvolution.VGG16_FLIPPED);
    assertThatThrownBy(() -> found.requireUsable("a.h5")).isInstanceOf(UserError.class);
  }

  @Test
  void fineTunedFiltersAreNearButNotThoseOfImagenet() {
    FirstConvolution found =
        FirstConvolution.of(kernel.add(Nd4j.rand(kernel.shape()).subi(0.5).muli(0.02)), bias);
    assertThat(found).isEqualTo(FirstConvolution.NEAR_VGG16_BGR);
    found.requireUsable("mine.h5");
    assertThatThrownBy(() -> found.requireImagenet("imagenet.h5"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: the first convolution of imagenet.h5 is close to VGG16");
  }

  @Test
  void otherFiltersMayBeUsedButAreNotThoseOfImagenet() {
    Convolution random = Convolution.random(3, 64, new Random(1));
    FirstConvolution found =
        FirstConvolution.of(
            asOurs(random.kernel()), Nd4j.createFromArray(random.bias()).reshape(1, 64));
    assertThat(found).isEqualTo(FirstConvolution.OTHER);
    found.requireUsable("mine.h5");
    assertThatThrownBy(() -> found.requireImagenet("imagenet.h5")).isInstanceOf(UserError.class);
    assertThat(FirstConvolution.of(kernel, Nd4j.valueArrayOf(1, 64, Double.NaN)))
        .isEqualTo(FirstConvolution.OTHER);
    assertThat(FirstConvolution.of(Nd4j.create(4, 3, 3, 3), Nd4j.create(1, 4)))
        .isEqualTo(FirstConvolution.OTHER);
  }

  @Test
  void mobileNetV2IsRecognisedByTheRedOfItsFirstFilter() {
    ModelSpec spec = ArchitecturesTest.spec(Architecture.MOBILENET_V2);
    ComputationGraph graph = Network.standard(spec, 3);
    assertThat(FirstConvolution.of(graph)).isEqualTo(FirstConvolution.OTHER);
    INDArray weights = graph.getParam(FirstConvolution.MOBILENET_LAYER + "_W");
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        weights.putScalar(0, 2, y, x, FirstConvolution.MOBILENET_RED[y][x]);
      }
    }
    FirstConvolution found = FirstConvolution.of(graph);
    assertThat(found).isEqualTo(FirstConvolution.MOBILENET_V2);
    found.requireImagenet("mobilenet.h5");
    weights.putScalar(0, 2, 1, 1, 0);
    assertThat(FirstConvolution.of(graph)).isEqualTo(FirstConvolution.OTHER);
    graph.close();
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

  /** From Keras's order of axes to DL4J's. */
  private static INDArray asOurs(float[] hwio) {
    return Nd4j.createFromArray(hwio).reshape(3, 3, 3, 64).permute(3, 2, 0, 1).dup();
  }
}
