package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;

/** Why a map cannot be measured. */
final class UndefinedReason {
  private UndefinedReason() {}

  /** The reason, or nothing for a map that varies and is finite. */
  static String of(Attribution map) {
    if (!map.finite()) {
      return "the map holds NaN or infinity";
    }
    return map.flat() ? "the map is flat" : "";
  }
}
