package dev.blindspot.train.run;

/** How large pictures of a folder may be that come without a configuration. */
final class PictureLimit {
  /** More pixels than this are refused before they are decoded. */
  static final long MAX_PIXELS = 50_000_000;

  private PictureLimit() {}
}
