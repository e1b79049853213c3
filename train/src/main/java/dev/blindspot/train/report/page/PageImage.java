package dev.blindspot.train.report.page;

/** A place for an image in the page. */
public sealed interface PageImage {
  /** The image is there. */
  record Shown(EmbeddedImage image) implements PageImage {}

  /**
   * There is no such file in the run's folder, or it is not an image.
   *
   * @param file as the result names it
   */
  record Missing(String file) implements PageImage {}

  /**
   * The page would have become too large.
   *
   * @param file relative to the run's folder
   */
  record LeftOut(String file) implements PageImage {}
}
