package dev.blindspot.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.cluster.Work;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark within this process; {@link HiddenFolderTest} has more of what is done on machines. */
class LocalSparkTest {
  @TempDir private static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void connect() {
    cluster = new ClusterAddress("local[2]", Map.of()).connect("test");
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @Test
  void tellsLinesAndReturnsTheResult() throws Exception {
    List<String> heard = new ArrayList<>();
    Work<String> work =
        node -> {
          node.tell("one");
          node.tell("two");
          return "done with " + node.threads();
        };
    assertThat(cluster.slots()).isEqualTo(2);
    assertThat(cluster.call(work, heard::add)).isEqualTo("done with 1");
    assertThat(heard).containsExactly("one", "two");
  }

  @Test
  void stopsWorkThatIsNotWantedAnyMore() {
    Work<String> endless =
        node -> {
          CountDownLatch stopped = new CountDownLatch(1);
          node.onStop(stopped::countDown);
          node.tell("begun");
          stopped.await();
          return "stopped";
        };
    assertThatExceptionOfType(Cluster.Unwanted.class)
        .isThrownBy(() -> cluster.call(endless, line -> false));
  }

  @Test
  void aMistakeAndAFaultOfTheWorkAreTold() {
    Work<String> mistaken =
        node -> {
          throw new UserError("data.cacheMb is too small");
        };
    Work<String> faulty =
        node -> {
          throw new IOException("the disk is full");
        };
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> cluster.call(mistaken, Cluster.MessageListener.NONE))
        .withMessage("data.cacheMb is too small");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> cluster.call(faulty, Cluster.MessageListener.NONE))
        .withMessageContaining("IOException: the disk is full");
  }

  @Test
  void realTrialsInTheFolderOfThisMachine() throws Exception {
    TinyAblation ablation =
        TinyAblation.write(
            folder, "search: add-one-in\nparts: {l2: {training.l2: 0.01}}\nfinal: null\n");
    try (Cluster own = new Borrowed(cluster)) {
      ablation.run(
          own, List.of("dev.blindspot.train.cli.Main", "trial"), new TinyAblation.Silent());
    }
    assertThat(ablation.trials())
        .hasSize(2)
        .allSatisfy(t -> assertThat(t.state()).as(t.reason()).isEqualTo(State.COMPLETE));
    assertThat(
            ablation.trials().stream()
                .map(TrialRecord::scores)
                .filter(Objects::nonNull)
                .map(TrialScores::weights)
                .distinct())
        .as("shared first weights")
        .hasSize(1);

    Path model = ablation.folder().resolve("trials/0000-1/model.zip");
    assertThat(model).as("the model comes back").exists();
  }
}
