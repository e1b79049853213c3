package dev.blindspot.augment;

/** Mirrors left and right. */
public record Mirror() implements Edit {
  @Override
  public String toString() {
    return "mirror";
  }
}
