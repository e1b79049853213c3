package dev.blindspot.train.cli.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells of our own faults in a line, and writes the stack trace into a file. */
public record FaultLog(Console console, Path folder) {
  private static final int MOST_CAUSES = 100; // they may lead in a circle

  public void report(Throwable fault) {
    console.message("Blindspot failed: " + fault);
    if (isOfTooLittleMemory(fault)) {
      console.message(
          "Give it more memory, for instance BLINDSPOT_JAVA_OPTS=-Xmx8g, or make batchSize"
              + " smaller.");
    }
    try {
      console.message("The details are in " + write(fault));
    } catch (IOException e) {
      console.message("The details could not be written to " + folder + ": " + e);
      fault.printStackTrace(console.err());
    }
  }

  /** Whoever was at work may have wrapped it. */
  private static boolean isOfTooLittleMemory(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(OutOfMemoryError.class::isInstance);
  }

  private Path write(Throwable fault) throws IOException {
    Path file = Files.createTempFile(folder, "blindspot-error-", ".log");
    try (PrintWriter log = new PrintWriter(Files.newBufferedWriter(file))) {
      for (String property : new String[] {"java.version", "java.vendor", "os.name", "os.arch"}) {
        log.println(property + " " + System.getProperty(property));
      }
      fault.printStackTrace(log);
    }
    return file;
  }
}
