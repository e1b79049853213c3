package dev.blindspot.train.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a piece of work finds where it runs. */
public interface ClusterNode extends LocalFiles {
  /**
   * Makes the files of a folder of this machine, as they are now, readable to the one that asked
   * for the work. They may be of any size; the folder itself is not needed afterwards.
   *
   * @throws IOException if they cannot be read
   */
  SentFiles send(Path folder) throws IOException;

  /** A folder of this machine that is deleted when the cluster is closed. */
  Path scratch() throws IOException;

  /** Processor cores that belong to the work. */
  int threads();

  /** Entries of the class path that a process started by the work needs. */
  List<String> classPath();

  /** Sends a line to whoever waits for the work; the order is kept. */
  void tell(String line);

  /** Says what is to happen when the work is no longer wanted; called by another thread. */
  void onStop(Runnable stop);
}
