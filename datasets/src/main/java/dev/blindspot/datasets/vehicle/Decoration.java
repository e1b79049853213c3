package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Bounds;
import dev.blindspot.datasets.drawing.Lettering;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Panel;
import java.util.ArrayList;
import java.util.List;

/** Something painted on the near side of a vehicle; every one leaves a box with its cue's name. */
sealed interface Decoration
    permits Decoration.Stripe,
        Decoration.Checks,
        Decoration.Slashes,
        Decoration.Text,
        Decoration.Emblem,
        Emblems.Shutters {

  void paint(VehicleView stage);

  /** A band along the side, over the parts of the vehicle that reach this height. */
  record Stripe(double low, double high, double rear, double front, Tint tint)
      implements Decoration {
    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue("stripe");
      Tint lit = tint.scaled(0.25 + 0.75 * stage.sideLight());
      stage.body(lit, Bands.piece(stage, low, high, rear, front), cue);
    }
  }

  /** Rows of fields in two colours: Battenburg marking, or the checker band of a taxi. */
  record Checks(
      double low,
      double high,
      double rear,
      double front,
      int rows,
      double field,
      Tint odd,
      Tint even)
      implements Decoration {
    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue("stripe");
      double lit = 0.25 + 0.75 * stage.sideLight();
      int columns = Math.max(2, (int) Math.round((front - rear) / field));
      double width = (front - rear) / columns;
      for (int row = 0; row < rows; row++) {
        double y = low + (high - low) * row / rows;
        for (int column = 0; column < columns; column++) {
          double x = rear + column * width;
          Tint tint = ((row + column) % 2 == 0 ? even : odd).scaled(lit);
          stage.body(tint, Bands.piece(stage, y, y + (high - low) / rows, x, x + width), cue);
        }
      }
    }
  }

  /** Slanted bars, as on the rear quarter of a fire engine or a courier's van. */
  record Slashes(Panel panel, int bars, Tint tint) implements Decoration {
    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue("stripe");
      Tint lit = tint.scaled(0.25 + 0.75 * stage.sideLight());
      double pitch = panel.length() / bars;
      double lean = Math.min(pitch, panel.height() * 0.5);
      for (int i = 0; i < bars; i++) {
        double x = panel.rear() + i * pitch;
        List<Pt> bar =
            List.of(
                new Pt(x, panel.low()),
                new Pt(x + lean, panel.high()),
                new Pt(x + lean + pitch * 0.5, panel.high()),
                new Pt(x + pitch * 0.5, panel.low()));
        stage.body(lit, stage.side(bar), cue);
      }
    }
  }

  /** Text along the side. */
  record Text(String cueName, String text, Panel panel, Tint tint, int weight)
      implements Decoration {
    @Override
    public void paint(VehicleView stage) {
      Panel p = panel;
      boolean right = stage.camera().mirror() > 0;
      double left = right ? p.rear() : p.front();
      double end = right ? p.front() : p.rear();
      List<Pt> quad =
          stage.side(
              List.of(
                  new Pt(left, p.high()),
                  new Pt(end, p.high()),
                  new Pt(end, p.low()),
                  new Pt(left, p.low())));
      stage.include(stage.cue(cueName), quad);
      Tint lit = tint.scaled(0.3 + 0.7 * stage.sideLight());
      Lettering.write(stage.canvas(), text, lit, quad, weight);
    }
  }

  /**
   * A filled outline in the plane of the side, such as a cross, a star or a round logo, on an
   * optional disc.
   */
  record Emblem(String cueName, List<List<Pt>> outlines, List<Tint> tints) implements Decoration {
    public Emblem {
      outlines = List.copyOf(outlines);
      tints = List.copyOf(tints);
    }

    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue(cueName);
      double lit = 0.25 + 0.75 * stage.sideLight();
      for (int i = 0; i < outlines.size(); i++) {
        stage.body(tints.get(i).scaled(lit), stage.side(outlines.get(i)), cue);
      }
    }
  }

  /** Outlines of bands that follow the body. */
  final class Bands {
    private static final int STEPS = 6;

    private Bands() {}

    static List<Pt> piece(VehicleView stage, double low, double high, double rear, double front) {
      List<Pt> outline = new ArrayList<>(2 * STEPS + 2);
      for (int i = 0; i <= STEPS; i++) {
        outline.add(clipped(stage, rear + (front - rear) * i / STEPS, high));
      }
      for (int i = STEPS; i >= 0; i--) {
        outline.add(clipped(stage, rear + (front - rear) * i / STEPS, low));
      }
      return outline;
    }

    private static Pt clipped(VehicleView stage, double x, double y) {
      double front = Double.NEGATIVE_INFINITY;
      double rear = Double.POSITIVE_INFINITY;
      for (Build.Part part : stage.build().parts()) {
        if (y <= part.prism().top() && y >= part.prism().bottom()) {
          front = Math.max(front, part.prism().frontAt(y));
          rear = Math.min(rear, part.prism().rearAt(y));
        }
      }
      return stage.side(Math.max(rear, Math.min(front, x)), y);
    }
  }
}
