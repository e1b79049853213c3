package dev.blindspot.explain.onednn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Reorder;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ArrayTensorsTest {
  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  @Test
  void viewsAreReadFromWhereTheyBegin() {
    INDArray all = Nd4j.arange(0, 10).castTo(DataType.FLOAT);
    INDArray view = all.get(NDArrayIndex.interval(4, 7));
    assertThat(ArrayTensors.over(view).toArray()).containsExactly(4, 5, 6);
    ArrayTensors.over(view).set(new float[] {7, 8, 9});
    assertThat(all.toFloatVector()).containsExactly(0, 1, 2, 3, 7, 8, 9, 7, 8, 9);
  }

  /** An array of any shape carries numbers in blocks. */
  @Test
  void numbersInBlocksComeBack() {
    INDArray nchw = Nd4j.rand(DataType.FLOAT, 2, 32, 3, 5);
    INDArray carrier = Nd4j.create(DataType.FLOAT, 2, 3, 5, 32);
    INDArray back = Nd4j.create(DataType.FLOAT, 2, 32, 3, 5);
    TensorLayout blocks = TensorLayout.of(MemoryOrder.BLOCKED_16, 2, 32, 3, 5);
    try (OneDnnContext context = new OneDnnContext()) {
      Reorder.run(context, ArrayTensors.over(nchw), ArrayTensors.over(carrier, blocks));
      Reorder.run(context, ArrayTensors.over(carrier, blocks), ArrayTensors.over(back));
    }
    assertThat(back).isEqualTo(nchw);
    assertThat(carrier.getFloat(0, 0, 0, 1)).isEqualTo(nchw.getFloat(0, 1, 0, 0));
  }

  @Test
  void otherArraysAreRefused() {
    INDArray array = Nd4j.rand(DataType.FLOAT, 2, 3);
    assertThatThrownBy(() -> ArrayTensors.over(array.castTo(DataType.DOUBLE)))
        .hasMessage("array must be float32, was DOUBLE");
    assertThatThrownBy(() -> ArrayTensors.over(array.permute(1, 0)))
        .hasMessageStartingWith("array must be in 'c' order without gaps");
    assertThatThrownBy(() -> ArrayTensors.over(array, TensorLayout.plain(7)))
        .hasMessage("array must have 7 floats for [7] in 28 bytes, had 6");
  }
}
