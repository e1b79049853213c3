package dev.blindspot.train.spark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The process of a trial that trains nothing. Its arguments are those of {@code blindspot trial};
 * the number in the name of its folder is its accuracy in percent. In a folder of images with a
 * file {@code hang}, the first attempt at the trial that it names goes on until its executor ends;
 * where there is a file {@code large}, it leaves a file of as many megabytes. What it finds in its
 * folder is listed in {@code found.txt}.
 */
final class FakeTrial {
  private static final int STOPPED = 130;

  private FakeTrial() {}

  public static void main(String[] arguments) throws IOException {
    List<String> all = List.of(arguments);
    Path folder = Path.of(all.get(all.indexOf("--folder") + 1));
    Path shared = Path.of(all.get(all.indexOf("--shared") + 1));
    boolean last = all.get(all.indexOf("--on") + 1).equals("test");
    int setting = Integer.parseInt(folder.getFileName().toString().substring(0, 4));
    if (!Files.isRegularFile(shared.resolve("pictures.bin"))) {
      throw new IllegalStateException("there are no images in " + shared);
    }
    Files.write(folder.resolve("found.txt"), found(folder));
    Path large = shared.resolve("large");
    if (Files.exists(large)) {
      try (RandomAccessFile file =
          new RandomAccessFile(folder.resolve("large.bin").toFile(), "rw")) {
        file.setLength(Long.parseLong(Files.readString(large)) << 20);
      }
    }
    long executor = ProcessHandle.current().parent().orElseThrow().pid();
    boolean first = !Files.exists(folder.resolve("executor"));
    Files.writeString(folder.resolve("executor"), Long.toString(executor));
    print(1, setting);
    Path hang = shared.resolve("hang");
    if (first
        && Files.exists(hang)
        && Files.readString(hang).equals(folder.getFileName().toString())) {
      waitForEndOfParent();
    }
    if (setting == 4) {
      System.err.println("setting 4 cannot be trained");
      System.exit(1);
    }
    double accuracy = setting / 100.0;
    String values = accuracy + " " + accuracy + " 0.5 0.1\n" + accuracy + " 0.5\n0.25 0.5\n";
    Files.writeString(
        folder.resolve(last ? "scores-final.txt" : "scores-search.txt"), "w\n" + values);
  }

  private static List<String> found(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }

  private static void print(int epoch, int setting) {
    System.out.println("@epoch\t" + epoch + "\t1.5\t1.25\t" + setting / 100.0 + "\t0.5");
  }

  private static void waitForEndOfParent() throws IOException {
    while (System.in.read() >= 0) {
      // nothing is ever sent
    }
    Runtime.getRuntime().halt(STOPPED);
  }
}
