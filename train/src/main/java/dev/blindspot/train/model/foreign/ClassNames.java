package dev.blindspot.train.model.foreign;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Names of the classes of models that do not hold any. */
public final class ClassNames {
  static final String IMAGENET = "imagenet";
  private static final int IMAGENET_CLASSES = 1000;

  private ClassNames() {}

  /**
   * The names of a model's classes.
   *
   * @param labels a text file with a name on each line, {@code imagenet}, or null: ImageNet's for
   *     1000 classes, else numbers
   * @param classes number of the model's classes
   */
  static List<String> of(@Nullable String labels, int classes, Path model) {
    if (labels == null) {
      return classes == IMAGENET_CLASSES
          ? imagenet()
          : IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }
    List<String> names = labels.equals(IMAGENET) ? imagenet() : read(Path.of(labels));
    if (names.size() != classes) {
      throw new UserError(
          "--labels %s has %d names, %s tells %d classes apart"
              .formatted(labels, names.size(), model, classes));
    }
    return names;
  }

  /** The 1000 classes of ILSVRC 2012 in their usual order, named as torchvision does. */
  public static List<String> imagenet() {
    try (InputStream in = ClassNames.class.getResourceAsStream("imagenet-classes.txt")) {
      return lines(
          new String(
              Objects.requireNonNull(in, "imagenet-classes.txt").readAllBytes(),
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The index of a class.
   *
   * @param wanted its name, in whatever case, or its index from 0
   * @throws UserError if there is no such class
   */
  public static int index(String wanted, List<String> names) {
    int named = names.indexOf(wanted);
    if (named >= 0) {
      return named;
    }
    if (wanted.matches("\\d{1,9}") && Integer.parseInt(wanted) < names.size()) {
      return Integer.parseInt(wanted);
    }
    String lower = wanted.toLowerCase(Locale.ROOT);
    List<Integer> alike =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).toLowerCase(Locale.ROOT).equals(lower))
            .boxed()
            .toList();
    if (alike.size() == 1) {
      return alike.get(0);
    }
    throw new UserError(
        "--class must be 0 to %d or a name, was '%s'; %s"
            .formatted(names.size() - 1, wanted, nearby(lower, names)));
  }

  private static String nearby(String lower, List<String> names) {
    List<String> containing =
        names.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains(lower)).toList();
    List<String> shown = containing.isEmpty() ? names : containing;
    return "names are "
        + String.join(", ", shown.subList(0, Math.min(10, shown.size())))
        + (shown.size() > 10 ? ", ..." : "");
  }

  private static List<String> read(Path file) {
    try {
      return lines(Files.readString(file));
    } catch (IOException e) {
      throw new UserError("--labels " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
