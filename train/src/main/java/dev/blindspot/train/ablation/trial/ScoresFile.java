package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code scores-search.txt} or {@code scores-final.txt}: what the process of a trial measured. Two
 * lines of single values, then one line for each of the scores per image; the last, where the worst
 * place was searched, begins with its mean.
 */
final class ScoresFile {
  private ScoresFile() {}

  /** The name of the file for a phase. */
  static String name(Phase phase) {
    return "scores-" + phase.name().toLowerCase(Locale.ROOT) + ".txt";
  }

  /** Writes the file, as a whole or not at all. */
  static void write(TrialScores s, Path file) throws IOException {
    AtomicFile.writeText(
        file,
        String.join(
            "\n",
            s.weights(),
            line(s.accuracy(), s.occlusionAuc(), s.logLoss(), s.ece()),
            line(s.correct()),
            line(s.areas()),
            s.worst().length == 0 ? "" : line(s.worstPlace()) + " " + line(s.worst()) + "\n"));
  }

  private static String line(double... values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  static TrialScores read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    double[] single = numbers(lines.get(1));
    double[] worst = lines.size() > 4 ? numbers(lines.get(4)) : new double[] {Double.NaN};
    return new TrialScores(
        lines.get(0),
        single[0],
        single[1],
        single[2],
        single[3],
        numbers(lines.get(2)),
        numbers(lines.get(3)),
        worst[0],
        Arrays.copyOfRange(worst, 1, worst.length));
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
