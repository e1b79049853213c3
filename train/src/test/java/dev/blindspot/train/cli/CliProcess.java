package dev.blindspot.train.cli;

import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.request.Actions;
import dev.blindspot.train.error.UserError;
import java.util.concurrent.CountDownLatch;

/** A process that a test may stop: {@code doctor} is refused, {@code predict} never ends. */
final class CliProcess {
  private CliProcess() {}

  public static void main(String[] arguments) {
    Cli.main(console -> actions(console, arguments[0]), arguments);
  }

  private static Actions actions(Console console, String command) {
    RecordedActions actions = new RecordedActions();
    actions.thenDo(
        () -> {
          if (command.equals("doctor")) {
            throw new UserError("no doctor here");
          }
          console.print("ready");
          await(new CountDownLatch(1));
        });
    return actions;
  }

  private static void await(CountDownLatch forever) {
    try {
      forever.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
