package dev.blindspot.train.run.folder;

/** How large images of a folder may be that come without a configuration. */
public final class ImageLimit {
  /** More pixels than this are refused before they are decoded. */
  public static final long MAX_PIXELS = 50_000_000;

  private ImageLimit() {}
}
