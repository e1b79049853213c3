package dev.blindspot.train.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassNamesTest {
  private static final Path MODEL = Path.of("m.onnx");

  @TempDir private Path folder;

  @Test
  void imagenetHasAThousandDifferentNamesInItsOrder() {
    List<String> names = ClassNames.imagenet();
    assertThat(names).hasSize(1000).doesNotHaveDuplicates();
    assertThat(names.get(0)).isEqualTo("tench");
    assertThat(names.get(285)).isEqualTo("Egyptian cat");
    assertThat(names.get(999)).isEqualTo("toilet tissue");
  }

  @Test
  void namesAreThoseGivenOrImagenetsOrNumbers() throws IOException {
    Path file = Files.writeString(folder.resolve("names.txt"), "cat\n dog \n\n");
    assertThat(ClassNames.of(file.toString(), 2, MODEL)).containsExactly("cat", "dog");
    assertThat(ClassNames.of(null, 2, MODEL)).containsExactly("class 0", "class 1");
    assertThat(ClassNames.of(null, 1000, MODEL)).isEqualTo(ClassNames.imagenet());
    assertThatThrownBy(() -> ClassNames.of("imagenet", 2, MODEL))
        .isInstanceOf(UserError.class)
        .hasMessage("--labels imagenet has 1000 names, m.onnx tells 2 classes apart");
  }

  @Test
  void aClassIsNamedOrNumbered() {
    List<String> names = List.of("Cat", "7", "dog", "DOG");
    assertThat(ClassNames.index("cat", names)).isZero();
    assertThat(ClassNames.index("dog", names)).isEqualTo(2);
    assertThat(ClassNames.index("7", names)).as("a name before a number").isEqualTo(1);
    assertThat(ClassNames.index("3", names)).isEqualTo(3);
    assertThatThrownBy(() -> ClassNames.index("Dog", names))
        .hasMessageContaining("0 to 3 or a name, was 'Dog'; names are dog, DOG");
    assertThatThrownBy(() -> ClassNames.index("4", names)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> ClassNames.index("-1", names)).isInstanceOf(UserError.class);
  }
}
