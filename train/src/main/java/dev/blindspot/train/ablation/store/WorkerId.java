package dev.blindspot.train.ablation.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * A process that works on a store.
 *
 * @param name unique, also among processes that get the same number one after the other
 * @param host name of its machine
 * @param pid number of the process on it
 */
record WorkerId(String name, String host, long pid) {
  static WorkerId ofThisProcess() {
    return new WorkerId(UUID.randomUUID().toString(), thisHost(), ProcessHandle.current().pid());
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Whether a process is known to have ended; of other machines nothing is known. */
  boolean knowsDead(String otherHost, long otherPid) {
    return host.equals(otherHost)
        && otherPid != pid
        && ProcessHandle.of(otherPid).filter(ProcessHandle::isAlive).isEmpty();
  }
}
