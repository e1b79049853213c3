package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.trial.TrialProcessRunner.Limits;
import dev.blindspot.train.cluster.ClusterNode;
import dev.blindspot.train.cluster.SentFiles;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.cluster.Work;
import dev.blindspot.train.io.FolderArchive;
import dev.blindspot.train.machine.Machine;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trial as a machine of a cluster carries it out.
 *
 * @param task with paths of the machine that asks for it
 * @param token what the file {@code .driver} in the trial's folder holds there
 * @param images that trials share
 * @param earlier what an earlier process has left in the trial's folder; null: nothing
 * @param program main class and first arguments of the process
 * @param seconds that it may take; 0: no limit
 */
record RemoteTrial(
    TrialSpec task,
    String token,
    SharedFiles images,
    @Nullable SharedFiles earlier,
    List<String> program,
    double seconds)
    implements Work<RemoteTrial.Returned> {
  static final String TOKEN = ".driver";
  static final String CHECKPOINTS = "checkpoints";

  RemoteTrial {
    program = List.copyOf(program);
  }

  /**
   * What comes back.
   *
   * @param files the trial's folder; null when it was carried out in the folder itself
   */
  record Returned(TrialOutcome outcome, @Nullable SentFiles files) implements Serializable {}

  @Override
  public Returned carryOut(ClusterNode node) throws IOException {
    Path original = Path.of(task.folder());
    if (isDrivers(original)) {
      return new Returned(outcome(original, node), null);
    }
    Path folder = node.scratch().resolve("trials").resolve(original.getFileName().toString());
    SharedFiles left = earlier;
    if (left != null && !Files.exists(folder)) {
      FolderArchive.copy(node.path(left), folder);
    }
    TrialOutcome outcome = outcome(folder, node);
    return new Returned(outcome, node.send(folder));
  }

  /** Whether this machine sees the folder of the one that asks. */
  private boolean isDrivers(Path folder) throws IOException {
    Path file = folder.resolve(TOKEN);
    return Files.isRegularFile(file) && Files.readString(file).equals(token);
  }

  private TrialOutcome outcome(Path folder, ClusterNode node) throws IOException {
    TrialSpec here =
        new TrialSpec(
            task.id(),
            task.setting(),
            task.seed(),
            task.phase(),
            task.config(),
            folder.toString(),
            node.path(images).toString());
    try (TrialProcessRunner process =
        new TrialProcessRunner(limits(node), program, node.classPath())) {
      node.onStop(process::close);
      return process.run(
          here,
          epoch -> {
            node.tell(EpochLine.of(epoch));
            return ""; // whether to stop is decided by who hears it
          });
    }
  }

  private Limits limits(ClusterNode node) {
    int cores = Math.max(node.threads(), Runtime.getRuntime().availableProcessors());
    return Limits.shared(
        Machine.memoryBytes() >> 20, cores, cores / Math.max(1, node.threads()), seconds);
  }
}
