package dev.blindspot.train.ablation.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.blindspot.train.ablation.AblationFolder;
import dev.blindspot.train.ablation.Ablations;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.trial.FakeTrials;
import dev.blindspot.train.ablation.trial.TrialExecutor;
import dev.blindspot.train.ablation.trial.TrialSpecs;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user is told when the database is not as it should be. */
class BrokenStoreTest {
  @TempDir private Path folder;
  private Path made;
  private LoadedAblation ablation;

  @BeforeEach
  void make() {
    ablation = Ablations.read(folder, "search: {random: {settings: 4}}\n" + Ablations.SPACE);
    made = AblationFolder.open(folder, ablation, AblationFolder.Earlier.REFUSE);
    try (TrialStore store = TrialStore.open(made)) {
      store.add(
          new TrialSetting(0, "baseline", Map.of()),
          LongStream.range(0, 500).boxed().toList(),
          Phase.SEARCH);
    }
  }

  private Path database() {
    return made.resolve(TrialStore.FILE);
  }

  private void truncate(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(database(), StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  private void resume() {
    AblationFolder.open(folder, ablation, AblationFolder.Earlier.RESUME);
    try (TrialStore store = TrialStore.open(made)) {
      store.trials();
    }
  }

  private void assertRefused(String... said) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(this::resume)
        .satisfies(e -> assertThat(e.getMessage()).contains(said).contains("--force"));
  }

  @Test
  void aTruncatedFileIsSaidToBeDamagedAndCanBeReplaced() throws IOException {
    truncate(Files.size(database()) / 2);
    assertRefused(database().toString(), "is damaged");
    AblationFolder.open(folder, ablation, AblationFolder.Earlier.REPLACE);
    assertThatCode(this::resumeEmpty).doesNotThrowAnyException();
  }

  private void resumeEmpty() {
    try (TrialStore store = TrialStore.open(made)) {
      assertThat(store.trials()).isEmpty();
    }
  }

  @Test
  void somethingElseIsSaidToBeDamaged() throws IOException {
    Files.writeString(database(), "this is a letter and no database\n".repeat(200));
    assertRefused(database().toString(), "is damaged");
  }

  @Test
  void anEmptyFileIsNoNewBeginning() throws IOException {
    Files.createDirectories(made.resolve(TrialSpecs.TRIALS));
    truncate(0);
    assertRefused("is empty, although trials were begun");
  }

  @Test
  void tablesOfAnotherVersionAreRefused() {
    try (Database database = Database.open(database())) {
      database.change("PRAGMA user_version = 7");
    }
    assertRefused("its tables have version 7, this one's 1");
  }

  @Test
  void valuesThatBlindspotDoesNotWriteAreNamed() {
    for (String broken :
        List.of(
            "UPDATE trial SET state = 'ASLEEP' WHERE id = 3",
            "UPDATE trial SET phase = 'LATER' WHERE id = 3")) {
      try (Database database = Database.open(database())) {
        database.change("UPDATE trial SET state = 'PENDING', phase = 'SEARCH'");
        database.change(broken);
      }
      assertRefused("holds values that Blindspot does not write");
    }
    try (TrialStore store = TrialStore.open(made)) {
      store.setMeta("finalists", "1 two");
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(store::finalists)
          .withMessageContaining("holds values that Blindspot does not write");
    }
  }

  @Test
  void lookingDoesNotMakeADatabaseOfAnEmptyFile() throws IOException {
    truncate(0);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> TrialStore.openReadOnly(made))
        .withMessageContaining("has no trials: it is empty, or not an ablation's");
    assertThat(database()).isEmptyFile();
  }

  @Test
  void lookingChangesNothing() throws IOException {
    byte[] before = Files.readAllBytes(database());
    try (TrialStore store = TrialStore.openReadOnly(made)) {
      assertThat(store.trials()).hasSize(500);
      assertThatExceptionOfType(UserError.class).isThrownBy(() -> store.setMeta("a", "b"));
    }
    assertThat(database()).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(made)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(TrialStore.FILE + "-"));
    }
  }

  @Test
  void whatAKilledProcessWasWritingGoesWhenAnAblationIsResumed() throws IOException {
    Path half =
        Files.writeString(
            Files.createDirectories(made.resolve(TrialSpecs.TRIALS)).resolve(".model.zip.1.part"),
            "half");
    resume();
    assertThat(half).doesNotExist();
  }

  @Test
  void aFullDiskIsNamed() {
    try (Database database = Database.open(database())) {
      database.query("PRAGMA max_page_count = 1", r -> r.getInt(1));
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(
              () ->
                  database.change(
                      "INSERT INTO meta (key, value) VALUES ('large', ?)", "x".repeat(1_000_000)))
          .withMessageContaining("the disk is full: make room and go on with --resume");
    }
  }

  @Test
  void aFaultOfTheStoreEndsTheAblationAndNotTheTrial() {
    TrialStore store = TrialStore.open(made);
    FakeTrials trials =
        new FakeTrials(
            (task, epochs) -> {
              store.close();
              epochs.ended(new EpochValues(1, 1, 1, 0.5, 1));
              return FakeTrials.complete(1);
            });
    TrialExecutor execution =
        new TrialExecutor(
            ablation.config(),
            store,
            new TrialSpecs(ablation, made, (shared, run) -> {}),
            trials,
            trials);
    TrialRecord trial = store.queue().claim(Phase.SEARCH).orElseThrow();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> execution.carryOut(trial))
        .withMessageContaining(database().toString());
    try (TrialStore again = TrialStore.open(made)) {
      assertThat(again.trials().get(0).state()).isEqualTo(State.RUNNING);
      assertThat(List.of(again.trials().get(0).reason())).containsExactly("");
    }
  }
}
