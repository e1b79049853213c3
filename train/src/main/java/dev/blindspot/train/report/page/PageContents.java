package dev.blindspot.train.report.page;

import dev.blindspot.train.report.page.Page.Entry;
import dev.blindspot.train.report.result.MapFindings;
import java.util.ArrayList;
import java.util.List;

/** What the navigation of a page leads to: the sections that it has, in their order. */
final class PageContents {
  private PageContents() {}

  static List<Entry> of(Page page) {
    List<Entry> entries = new ArrayList<>(List.of(new Entry("summary", "Summary")));
    if (page.isAcrossRuns()) {
      entries.add(new Entry("runs", "What differs"));
    }
    entries.add(new Entry("arms", "Arms"));
    entries.add(new Entry("occlusion", "Hidden parts"));
    if (!page.tables().worstPlaces().isEmpty()) {
      entries.add(new Entry("worst-place", "Worst place"));
    }
    if (!page.tables().corruptions().isEmpty()) {
      entries.add(new Entry("corruptions", "Corrupted images"));
    }
    entries.add(new Entry("calibration", "Confidence"));
    entries.add(new Entry("looks", "What it looks at"));
    MapFindings maps = page.result().mapFindings();
    if (maps != null && !maps.scans().isEmpty()) {
      entries.add(new Entry("shortcuts", "Shortcut scan"));
    }
    if (!page.cues().isEmpty() || !page.cures().isEmpty()) {
      entries.add(new Entry("cure", page.cures().isEmpty() ? "Shortcuts" : "Cure"));
    }
    if (maps != null && !maps.measures().isEmpty()) {
      entries.add(new Entry("maps", "Maps compared"));
    }
    if (!page.isAcrossRuns()) {
      entries.add(new Entry("confusion", "Mistakes"));
      entries.add(new Entry("images", "Images"));
    }
    if (page.hasHistory()) {
      entries.add(new Entry("training", "Training"));
    }
    if (!page.isAcrossRuns()) {
      entries.add(new Entry("data", "Data"));
      entries.add(new Entry("environment", "Reproduce"));
    }
    return entries;
  }
}
