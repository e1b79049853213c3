package dev.blindspot.datasets;

/** A cue planted beside the vehicle. */
public enum Shortcut {
  NONE,
  /** A line of faint text in the top left corner. */
  WATERMARK,
  /** The weather: emergency vehicles under a grey sky, others under a blue one. */
  BACKGROUND
}
