package dev.blindspot.train.cluster;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.train.error.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterAddressTest {
  @Test
  void sparkThatIsNotOnTheClassPathIsTheUsersToAdd() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new ClusterAddress("spark://host:7077", Map.of()).connect("test"))
        .withMessageStartingWith("--spark spark://host:7077: ")
        .withMessageContaining("./blindspot spark-package");
  }

  @Test
  void aMasterIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterAddress(" ", Map.of()))
        .withMessage("master must not be empty");
  }
}
