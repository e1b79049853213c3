package dev.blindspot.train.explore.search;

/** Something that is looked for. */
@FunctionalInterface
public interface Search {

  /**
   * Looks.
   *
   * @return the answer as a record of numbers and texts
   */
  Object find(Watch watch);
}
