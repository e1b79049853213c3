package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.datasets.drawing.Bounds;
import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.SunLight;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a vehicle's painters share: canvas, camera, shape and light; and what they leave behind:
 * extents of the cues and lamps that shine after the weather has darkened the scene.
 */
public final class VehicleView {
  private final DrawingCanvas canvas;
  private final Camera camera;
  private final Build build;
  private final SunLight light;
  private final Bounds vehicle = new Bounds();
  private final List<Cue> cues = new ArrayList<>();
  private final List<Lamp> lamps = new ArrayList<>();

  public VehicleView(DrawingCanvas canvas, Camera camera, Build build, SunLight light) {
    this.canvas = canvas;
    this.camera = camera;
    this.build = build;
    this.light = light;
  }

  private record Cue(String name, Bounds extent) {}

  /**
   * Something that shines.
   *
   * @param glowPx radius of the glow in canvas pixels; 0 for none
   * @param strength 0..1
   * @param always shines by day too
   */
  public record Lamp(List<Pt> outline, Tint tint, double glowPx, double strength, boolean always) {}

  DrawingCanvas canvas() {
    return canvas;
  }

  Camera camera() {
    return camera;
  }

  Build build() {
    return build;
  }

  SunLight light() {
    return light;
  }

  public List<Lamp> lamps() {
    return lamps;
  }

  /** A new cue; the caller paints with the extent. */
  Bounds cue(String name) {
    Bounds extent = new Bounds();
    cues.add(new Cue(name, extent));
    return extent;
  }

  /** Paints a polygon that belongs to the vehicle. */
  List<Pt> body(Tint tint, List<Pt> polygon) {
    canvas.fill(tint, polygon);
    include(vehicle, polygon);
    return polygon;
  }

  /** Paints a polygon that belongs to the vehicle and to a cue. */
  List<Pt> body(Tint tint, List<Pt> polygon, Bounds cue) {
    include(cue, polygon);
    return body(tint, polygon);
  }

  void include(Bounds extent, List<Pt> polygon) {
    polygon.forEach(p -> extent.include(canvas.rolled(p)));
  }

  void lamp(List<Pt> outline, Tint tint, double glowPx, double strength, boolean always) {
    lamps.add(new Lamp(outline, tint, glowPx, strength, always));
  }

  /** A point of the near side, a hair in front of the paint. */
  Pt side(double x, double y) {
    return camera.at(x, y, -build.half(x, y) - 0.005);
  }

  List<Pt> side(List<Pt> outline) {
    return outline.stream().map(p -> side(p.x(), p.y())).toList();
  }

  List<Pt> side(Panel p) {
    return side(
        List.of(
            new Pt(p.rear(), p.high()),
            new Pt(p.front(), p.high()),
            new Pt(p.front(), p.low()),
            new Pt(p.rear(), p.low())));
  }

  /** Width in canvas pixels of something at the near side. */
  double px(double metres) {
    return metres * camera.scale(0, -build.width() / 2);
  }

  /** Brightness of the near side. */
  double sideLight() {
    return light.on(camera, 0, 0.1, -1);
  }

  /** The vehicle's box first, then the cues, in pixels of the final image. */
  public List<CueBox> boxes(double scale, int sizePx) {
    List<CueBox> boxes = new ArrayList<>();
    vehicle.box("vehicle", scale, sizePx).ifPresent(boxes::add);
    for (Cue cue : cues) {
      cue.extent().box(cue.name(), scale, sizePx).ifPresent(boxes::add);
    }
    return boxes;
  }
}
