package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Bounds;
import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.SunLight;
import dev.blindspot.datasets.drawing.Tint;
import java.util.ArrayList;
import java.util.List;

/** An upright block in vehicle coordinates. */
record LampBlock(double x0, double x1, double y0, double y1, double z0, double z1) {

  /** Paints the visible faces and returns them: end, top, side. */
  List<List<Pt>> paint(VehicleView stage, Tint tint, Bounds cue) {
    Camera camera = stage.camera();
    SunLight light = stage.light();
    List<List<Pt>> faces = new ArrayList<>();
    if (camera.sees(x1, y0, z0, 1, 0, 0)) {
      faces.add(end(stage, x1, light.paint(tint, camera, 1, 0, 0), cue));
    } else if (camera.sees(x0, y0, z0, -1, 0, 0)) {
      faces.add(end(stage, x0, light.paint(tint, camera, -1, 0, 0), cue));
    }
    if (camera.sees(x0, y1, z0, 0, 1, 0)) {
      List<Pt> top =
          List.of(
              camera.at(x0, y1, z0),
              camera.at(x1, y1, z0),
              camera.at(x1, y1, z1),
              camera.at(x0, y1, z1));
      faces.add(stage.body(light.paint(tint, camera, 0, 1, 0), top, cue));
    }
    List<Pt> side =
        List.of(
            camera.at(x0, y0, z0),
            camera.at(x1, y0, z0),
            camera.at(x1, y1, z0),
            camera.at(x0, y1, z0));
    faces.add(stage.body(light.paint(tint, camera, 0, 0, -1), side, cue));
    return faces;
  }

  private List<Pt> end(VehicleView stage, double x, Tint tint, Bounds cue) {
    Camera camera = stage.camera();
    List<Pt> face =
        List.of(
            camera.at(x, y0, z0), camera.at(x, y1, z0), camera.at(x, y1, z1), camera.at(x, y0, z1));
    return stage.body(tint, face, cue);
  }
}
