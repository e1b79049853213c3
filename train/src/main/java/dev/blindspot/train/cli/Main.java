package dev.blindspot.train.cli;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Cli.main(Jobs::new, arguments);
  }
}
