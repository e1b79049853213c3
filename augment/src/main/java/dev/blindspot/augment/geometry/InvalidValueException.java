package dev.blindspot.augment.geometry;

/**
 * A value that a record refuses. The message is {@code component rule}; whoever reads records from
 * a file finds the place of the mistake by the component.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String component;
  private final String rule;

  /**
   * A refusal.
   *
   * @param component name of the record's component
   * @param rule what it must be, and what it was: {@code must be >= 1, was 0}
   */
  public InvalidValueException(String component, String rule) {
    super(component + " " + rule);
    this.component = component;
    this.rule = rule;
  }

  public String component() {
    return component;
  }

  public String rule() {
    return rule;
  }
}
