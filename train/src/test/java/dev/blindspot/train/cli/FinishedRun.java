package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.TinyRun;
import java.nio.file.Path;

/** A run that tests of this process share; it is made when the first one needs it. */
final class FinishedRun {
  private static final Path HOME = TinyRun.sharedFolder("run");
  private static final User.Said SAID = make();

  private FinishedRun() {}

  private static User.Said make() {
    User user = new User(HOME);
    User.Said said = user.blindspot("run", user.config(), "--out", runs());
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  /** What the command said. */
  static User.Said said() {
    return SAID;
  }

  /** The folder of all runs. */
  static Path runs() {
    return HOME.resolve("runs");
  }

  /** The folder of the run. */
  static Path folder() {
    return runs().resolve("tiny");
  }

  /** The model of an arm. */
  static Path model(String arm) {
    return folder().resolve("arms").resolve(arm).resolve("model.zip");
  }
}
