package dev.blindspot.train.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.blindspot.train.model.format.keras.KerasModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.bytedeco.hdf5.DSetAccPropList;
import org.bytedeco.hdf5.DSetCreatPropList;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.LinkCreatPropList;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HDF5 files that lie: each ends in a message, none in the death of the process. */
class HostileHdf5Test {
  private final Path file;

  HostileHdf5Test(@TempDir Path folder) {
    file = folder.resolve("weights.h5");
  }

  @BeforeAll
  static void needsHdf5() {
    assumeThatCode(() -> Loader.load(hdf5.class))
        .as("there is no HDF5 library for this platform to write the files")
        .doesNotThrowAnyException();
  }

  /** Fills the group "layer". */
  private interface Filling {
    void into(Group layer);
  }

  private void write(Filling filling) {
    H5File hdf = new H5File(file.toString(), hdf5.H5F_ACC_TRUNC);
    Group layer = hdf.createGroup("layer");
    filling.into(layer);
    layer.close();
    hdf.close();
  }

  private static void array(Group group, DSetCreatPropList stored, float[] values, long... shape) {
    DataType type = new DataType(PredType.NATIVE_FLOAT());
    DataSpace space = new DataSpace(shape.length, shape);
    DataSet data =
        group.createDataSet(
            "kernel:0", type, space, stored, new DSetAccPropList(), new LinkCreatPropList());
    if (values.length > 0) {
      try (FloatPointer pointer = new FloatPointer(values)) {
        data.write(pointer, type);
      }
    }
    data.close();
    space.close();
    type.close();
  }

  private float[] read() throws IOException {
    return Hdf5File.read(
        file,
        root ->
            Objects.requireNonNull(
                    Objects.requireNonNull(root.groups().get("layer")).arrays().get("kernel:0"))
                .read()
                .toFloatVector());
  }

  private void refusedBecause(String reason) {
    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining(reason);
  }

  @Test
  void anHonestArrayIsRead() throws IOException {
    write(layer -> array(layer, new DSetCreatPropList(), new float[] {1, 2, 3}, 3));
    assertThat(read()).containsExactly(1, 2, 3);
  }

  @Test
  void numbersOfAnotherFileAreNotRead() throws IOException {
    Path other =
        Files.writeString(file.resolveSibling("other"), "these are thirty-two bytes .....");
    DSetCreatPropList outside = new DSetCreatPropList();
    outside.setExternal(other.toString(), 0, 32);
    write(layer -> array(layer, outside, new float[0], 8));
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
  }

  @Test
  void linksAreNotFollowed() {
    write(layer -> hdf5.H5Lcreate_soft("/layer", layer.getId(), "again", 0, 0));
    refusedBecause("links to other places, which are not followed: [again]");
  }

  @Test
  void linksToOtherFilesAreNotFollowed() {
    write(layer -> hdf5.H5Lcreate_external("other.h5", "/layer", layer.getId(), "elsewhere", 0, 0));
    refusedBecause("links to other places, which are not followed: [elsewhere]");
  }

  @Test
  void compressedNumbersAreRefusedBeforeTheyAreUnpacked() {
    DSetCreatPropList packed = new DSetCreatPropList();
    packed.setChunk(1, new long[] {1 << 20});
    packed.setDeflate(9);
    write(layer -> array(layer, packed, new float[1 << 20], 1 << 20));
    refusedBecause("stored in chunks");
  }

  @Test
  void moreNumbersThanTheFileHoldsAreRefused() {
    write(layer -> array(layer, new DSetCreatPropList(), new float[0], 1 << 15, 1 << 15));
    refusedBecause("claims more numbers than are read");
    write(layer -> array(layer, new DSetCreatPropList(), new float[0], 1 << 12, 1 << 12));
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity"})
  void numbersThatAreNotFiniteAreRefused(float bad) {
    write(layer -> array(layer, new DSetCreatPropList(), new float[] {1, bad}, 2));
    refusedBecause("NaN or infinite");
  }

  @Test
  void aGroupThatHoldsItselfHasAnEnd() {
    write(layer -> hdf5.H5Lcreate_hard(layer.getId(), ".", layer.getId(), "self", 0, 0));
    assertThatThrownBy(
            () ->
                Hdf5File.read(
                    file,
                    root -> {
                      Hdf5Group at = Objects.requireNonNull(root.groups().get("layer"));
                      while (true) {
                        at = Objects.requireNonNull(at.groups().get("self"));
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nested more than 32 deep");
  }

  /** As an honest mistake: the configuration says 3 x 3, and the kernel is another one. */
  @Test
  void weightsOfAnotherShapeAreNamed() throws IOException {
    byte[] bytes;
    try (InputStream in =
        getClass().getResourceAsStream("/dev/blindspot/train/model/tiny-keras.h5")) {
      bytes = Objects.requireNonNull(in).readAllBytes();
    }
    Files.write(file, bytes);
    ComputationGraph honest = KerasModelFile.read(file);
    honest.close();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String kernel = "\"kernel_size\": [3, 3]";
    assertThat(text).contains(kernel);
    Files.write(
        file,
        text.replace(kernel, "\"kernel_size\": [3, 2]").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> KerasModelFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its configuration needs [");
  }
}
