package dev.blindspot.train.config;

/** The files that sheets of maps are written to. */
public enum SheetFormat {
  PNG,
  /** Beside every PNG an SVG, whose text and frames are vectors. */
  PNG_AND_SVG
}
