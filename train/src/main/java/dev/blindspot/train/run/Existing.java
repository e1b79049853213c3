package dev.blindspot.train.run;

/** What happens to results that are there already. */
public enum Existing {
  /** The job ends with a message. */
  REFUSE,
  /** They are deleted first. */
  REPLACE,
  /** The job goes on where it was stopped. */
  RESUME
}
