package dev.blindspot.train.explore.session;

import dev.blindspot.explain.occlusion.Window;

/**
 * A place that the shortcut scan of a run suspects.
 *
 * @param arm that was scanned
 * @param label index of the class whose answer hangs on it
 * @param where in words, such as "upper left"
 * @param window in pixels of the network's input
 */
public record SuspectPlace(String arm, int label, String where, Window window) {}
