package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.SentFiles;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.cluster.Work;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** A cluster that stays open when it is closed, for the next test. */
record Borrowed(Cluster cluster) implements Cluster {
  @Override
  public int slots() {
    return cluster.slots();
  }

  @Override
  public SharedFiles share(Path original) throws IOException {
    return cluster.share(original);
  }

  @Override
  public void forget(SharedFiles files) {
    cluster.forget(files);
  }

  @Override
  public void receive(SentFiles files, Path folder) throws IOException {
    cluster.receive(files, folder);
  }

  @Override
  public <R extends Serializable> R call(Work<R> work, MessageListener listener)
      throws InterruptedException {
    return cluster.call(work, listener);
  }

  @Override
  public void close() {}
}
