package dev.blindspot.explain.render;

import java.awt.Font;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lays a sheet out from top to bottom. The same walk measures the height (with no ink) and draws,
 * so that the two cannot disagree.
 */
final class SheetPainter {
  private static final int PANEL = 224;
  private static final int GAP = 12;
  private static final int MARGIN = 24;
  private static final int BETWEEN = 20; // rows side by side, beside GAP

  private final Sheet sheet;
  private final Ink ink;
  private int y = MARGIN;

  SheetPainter(Sheet sheet, Ink ink) {
    this.sheet = sheet;
    this.ink = ink;
  }

  int width() {
    int panels = rowWidth() + (across() - 1) * (rowWidth() + GAP + BETWEEN);
    return 2 * MARGIN + Math.max(panels, ColourBar.WIDTH);
  }

  /** Walks down the sheet and returns its height in pixels. */
  int paint() {
    line(Text.TITLE, sheet.title(), GAP);
    cells(
        Text.HEADING,
        Stream.generate(sheet::columns).limit(across()).flatMap(List::stream).toList(),
        4);
    List<Sheet.Row> rows = sheet.rows();
    for (int start = 0; start < rows.size(); start += across()) {
      y += GAP / 2;
      rows(rows.subList(start, Math.min(rows.size(), start + across())));
    }
    bars();
    return y + MARGIN - GAP;
  }

  private int across() {
    return Math.max(1, Math.min(sheet.across(), sheet.rows().size()));
  }

  private int rowWidth() {
    return sheet.columns().size() * (PANEL + GAP) - GAP;
  }

  /** Rows on one line, captions above them. */
  private void rows(List<Sheet.Row> rows) {
    int height = 0;
    for (int i = 0; i < rows.size(); i++) {
      String caption = rows.get(i).caption();
      text(Text.BODY, caption, x(i * sheet.columns().size()), rowWidth(), false);
      height = Math.max(height, Text.height(ink, Text.BODY, caption, rowWidth()));
    }
    y += height == 0 ? 0 : height + 4;
    panels(rows.stream().flatMap(row -> row.panels().stream()).toList());
  }

  private void line(Font font, String text, int after) {
    int width = width() - 2 * MARGIN;
    text(font, text, MARGIN, width, false);
    int height = Text.height(ink, font, text, width);
    y += height == 0 ? 0 : height + after;
  }

  private void cells(Font font, List<String> texts, int after) {
    int height = 0;
    for (int i = 0; i < texts.size(); i++) {
      text(font, texts.get(i), x(i), PANEL, true);
      height = Math.max(height, Text.height(ink, font, texts.get(i), PANEL));
    }
    y += height == 0 ? 0 : height + after;
  }

  private void text(Font font, String text, int x, int width, boolean centred) {
    Text.draw(ink, font, Palette.INK, text, x, y, width, centred);
  }

  private void panels(List<Panel> panels) {
    if (ink.draws()) {
      for (int i = 0; i < panels.size(); i++) {
        new PanelPainter(ink, PANEL).paint(panels.get(i), x(i), y);
      }
    }
    y += PANEL + 4;
    cells(Text.BODY, panels.stream().map(Panel::caption).toList(), 4);
  }

  private void bars() {
    Set<ColourBar> bars = new LinkedHashSet<>();
    for (Sheet.Row row : sheet.rows()) {
      for (Panel panel : row.panels()) {
        if (panel.bar() != null) {
          bars.add(panel.bar());
        }
      }
    }
    y += GAP;
    int perLine = Math.max(1, (width() - 2 * MARGIN + GAP) / (ColourBar.WIDTH + GAP));
    List<ColourBar> all = List.copyOf(bars);
    for (int start = 0; start < all.size(); start += perLine) {
      barLine(all.subList(start, Math.min(all.size(), start + perLine)));
    }
  }

  private void barLine(List<ColourBar> bars) {
    int height = 0;
    int free = width() - bars.size() * (ColourBar.WIDTH + GAP) + GAP;
    for (int i = 0; i < bars.size(); i++) {
      bars.get(i).draw(ink, free / 2 + i * (ColourBar.WIDTH + GAP), y);
      height = Math.max(height, bars.get(i).height(ink));
    }
    y += height + GAP;
  }

  /** Of a column, counted on through rows that stand side by side. */
  private int x(int column) {
    return MARGIN + column * (PANEL + GAP) + column / sheet.columns().size() * BETWEEN;
  }
}
