package dev.blindspot.train.data.manifest;

import java.util.Locale;

/** The part that an image plays in a run. */
public enum Split {
  /** Weights are fitted to it. */
  TRAIN,
  /** Early stopping and the choice of a model look at it. */
  VALIDATION,
  /** Touched once, for the report. */
  TEST,
  /** It has no label: only predictions can be made for it. */
  UNLABELLED;

  /** The name in files: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
