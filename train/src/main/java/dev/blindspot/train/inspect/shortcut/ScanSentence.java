package dev.blindspot.train.inspect.shortcut;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.shortcut.ScanResult;
import dev.blindspot.train.inspect.shortcut.ClassScan.FoundSuspect;
import dev.blindspot.train.inspect.shortcut.ClassScan.Pasted;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words what a scan found. */
final class ScanSentence {
  private ScanSentence() {}

  static String of(String arm, String label, ScanResult result, List<FoundSuspect> suspects) {
    if (!result.reason().isEmpty()) {
      return "%s takes %s for \u201c%s\u201d: %s, so nothing was tested."
          .formatted(arm, images(result.images()), label, result.reason());
    }
    String where = "%s takes %s for \u201c%s\u201d".formatted(arm, images(result.images()), label);
    if (suspects.isEmpty()) {
      return where + ": no place decides far more often than the object explains.";
    }
    return where + ": " + suspect(suspects.get(0)) + more(suspects.size() - 1);
  }

  private static String suspect(FoundSuspect suspect) {
    String cue = suspect.cue() == null ? "" : " (the " + suspect.cue() + ")";
    return String.format(
        Locale.ROOT,
        "hiding the place at the %s%s decides in %d of %d images (%.0f\u00a0%%), where the object explains %.0f\u00a0%%.%s",
        suspect.place(),
        cue,
        suspect.hits(),
        suspect.images(),
        100 * suspect.rate(),
        100 * suspect.expected(),
        pasted(suspect.pasted()));
  }

  private static String pasted(@Nullable Pasted pasted) {
    if (pasted == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        " Pasted into %d other images it turns %d of them (%d with the same place of an ordinary one)%s.",
        pasted.recipients(),
        pasted.turned(),
        pasted.turnedByControl(),
        pasted.confirms() ? "" : ", which does not confirm it");
  }

  private static String more(int others) {
    return switch (others) {
      case 0 -> "";
      case 1 -> " There is one more suspect.";
      default -> " There are " + others + " more suspects.";
    };
  }

  private static String images(int count) {
    return count == 1 ? "1 image" : count + " images";
  }

  /** Where a window is, by thirds: "upper left", "right", "middle". */
  static String place(Region window, WindowGrid grid) {
    int column = third(window.x() + window.width() / 2.0, grid.width());
    int row = third(window.y() + window.height() / 2.0, grid.height());
    String down = List.of("upper", "", "lower").get(row);
    String across = List.of("left", "", "right").get(column);
    if (down.isEmpty() && across.isEmpty()) {
      return "middle";
    }
    return across.isEmpty() ? down + " middle" : (down + " " + across).strip();
  }

  private static int third(double at, int length) {
    return (int) Math.min(2, 3 * at / length);
  }
}
