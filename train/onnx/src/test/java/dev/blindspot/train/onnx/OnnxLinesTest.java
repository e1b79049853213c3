package dev.blindspot.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.onednn.graph.Node;
import java.util.List;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;

/** A map of two channels and the constant (2, 4). */
class OnnxLinesTest {
  private static Node.ScaleShift line(String type, int constant, boolean point, Long... shape) {
    TensorProto.Builder numbers =
        TensorProto.newBuilder()
            .setName("constant")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addAllDims(List.of(shape))
            .addAllFloatData(List.of(2f, 4f));
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).addOutput("out");
    node.addInput(constant == 0 ? "constant" : "map").addInput(constant == 0 ? "map" : "constant");
    OnnxGraph graph = new OnnxGraph(GraphProto.newBuilder().addInitializer(numbers).build());
    return new OnnxLines(new OnnxParts(graph), 2, point).of(node.build(), 7, constant);
  }

  @Test
  void everyKindIsALineForEachChannel() {
    assertThat(line("Add", 0, false, 2L, 1L, 1L).shift()).containsExactly(2, 4);
    assertThat(line("Sub", 1, false, 1L, 2L, 1L, 1L).shift()).containsExactly(-2, -4);
    assertThat(line("Mul", 1, false, 2L, 1L, 1L).scale()).containsExactly(2, 4);
    assertThat(line("Div", 1, false, 2L, 1L, 1L).scale()).containsExactly(0.5f, 0.25f);
    assertThat(line("Mul", 1, false, 2L, 1L, 1L).shift()).containsExactly(0, 0);
    assertThat(line("Add", 1, true, 2L).source()).isEqualTo(7);
  }

  /** As many numbers as channels, but along the columns. */
  @Test
  void aConstantOfEachColumnIsRefused() {
    assertThatThrownBy(() -> line("Add", 1, false, 2L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a constant of another shape");
    assertThatThrownBy(() -> line("Add", 1, false, 1L, 1L, 2L))
        .hasMessageContaining("a constant of another shape");
  }

  @Test
  void aConstantMinusOrDividedByTheMapIsNoLineOfIt() {
    for (String type : List.of("Sub", "Div")) {
      assertThatThrownBy(() -> line(type, 0, false, 2L, 1L, 1L))
          .hasMessageContaining("a constant of another shape");
    }
  }
}
