package dev.blindspot.train.run.folder;

/** What happens to results that are there already. */
public enum IfExists {
  /** The job ends with a message. */
  REFUSE,
  /** They are deleted first. */
  REPLACE,
  /** The job goes on where it was stopped. */
  RESUME,
  /** The same with arms that the run did not have, behind those that it had. */
  EXTEND;

  /** Whether what is there is kept and used. */
  public boolean goesOn() {
    return this == RESUME || this == EXTEND;
  }
}
