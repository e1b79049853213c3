package dev.blindspot.augment.geometry;

/** Where the channels of an array are. */
public enum Layout {
  /** Channels before rows: {@code [C,H,W]} and {@code [N,C,H,W]}. */
  NCHW,
  /** Channels last: {@code [H,W,C]} and {@code [N,H,W,C]}. */
  NHWC
}
