package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.SentFiles;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries trials out on the machines of a cluster, each in a process of its own. Machines that see
 * the ablation's folder work in it; others get copies of the images, and send the trial's folder
 * back. Only this side knows the store.
 */
public final class ClusterTrialRunner implements TrialRunner {
  private final Cluster cluster;
  private final List<String> program;
  private final double seconds;
  private final Map<String, SharedFiles> images = new HashMap<>();

  /**
   * Trials on a cluster, which is closed with this.
   *
   * @param program main class and first arguments of a trial's process
   * @param seconds that a trial may take; 0: no limit
   */
  public ClusterTrialRunner(Cluster cluster, List<String> program, double seconds) {
    this.cluster = cluster;
    this.program = List.copyOf(program);
    this.seconds = seconds;
  }

  @Override
  public int slots(int configured) {
    return cluster.slots();
  }

  @Override
  public TrialOutcome run(TrialSpec task, Epochs epochs) {
    Path folder = Path.of(task.folder());
    AtomicReference<String> stop = new AtomicReference<>("");
    RemoteTrial work = work(task, folder);
    try {
      RemoteTrial.Returned returned = cluster.call(work, line -> isWanted(line, epochs, stop));
      SentFiles files = returned.files();
      if (files != null) {
        cluster.receive(files, folder);
      }
      return returned.outcome();
    } catch (Cluster.Unwanted e) {
      return new TrialOutcome.Pruned(String.valueOf(stop.get()));
    } catch (Cluster.Lost e) {
      return new TrialOutcome.Killed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TrialOutcome.Killed("interrupted");
    } catch (IOException e) {
      throw notCarriedOut(folder, e);
    } finally {
      SharedFiles earlier = work.earlier();
      if (earlier != null) {
        cluster.forget(earlier);
      }
    }
  }

  private static UserError notCarriedOut(Path folder, IOException e) {
    return new UserError(
        "the trial in %s could not be carried out: %s".formatted(folder, e.getMessage()), e);
  }

  private static boolean isWanted(String line, Epochs epochs, AtomicReference<String> stop) {
    String reason = EpochLine.parse(line).map(epochs::ended).orElse("");
    if (!reason.isEmpty()) {
      stop.set(reason);
    }
    return reason.isEmpty();
  }

  private RemoteTrial work(TrialSpec task, Path folder) {
    try {
      Files.createDirectories(folder);
      String token = UUID.randomUUID().toString();
      AtomicFile.writeText(folder.resolve(RemoteTrial.TOKEN), token);
      SharedFiles shared = images(task.shared());
      boolean begun = Files.isDirectory(folder.resolve(RemoteTrial.CHECKPOINTS));
      SharedFiles earlier = begun ? cluster.share(folder) : null;
      return new RemoteTrial(task, token, shared, earlier, program, seconds);
    } catch (IOException e) {
      throw notCarriedOut(folder, e);
    }
  }

  private SharedFiles images(String folder) throws IOException {
    synchronized (images) {
      SharedFiles known = images.get(folder);
      if (known == null) {
        known = cluster.share(Path.of(folder));
        images.put(folder, known);
      }
      return known;
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
