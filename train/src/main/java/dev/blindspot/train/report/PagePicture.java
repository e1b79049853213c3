package dev.blindspot.train.report;

/** A place for a picture in the page. */
public sealed interface PagePicture {
  /** The picture is there. */
  record Shown(EmbeddedImage image) implements PagePicture {}

  /**
   * There is no such file in the run's folder, or it is no picture.
   *
   * @param file as the result names it
   */
  record Missing(String file) implements PagePicture {}

  /**
   * The page would have become too large.
   *
   * @param file relative to the run's folder
   */
  record LeftOut(String file) implements PagePicture {}
}
