package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Bounds;
import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Lettering;
import dev.blindspot.datasets.drawing.Pt;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Roof;
import java.util.ArrayList;
import java.util.List;

/** Something mounted on the roof. */
sealed interface RoofKit {

  void paint(VehicleView stage);

  /**
   * A bar with flashing lamps across the roof.
   *
   * @param x place along the roof
   * @param near colour of the half that faces the camera
   * @param far colour of the other half
   * @param flash 0 (off) to 1 (bright)
   */
  record LightBar(
      double x, double roofHeight, double half, double size, Tint near, Tint far, double flash)
      implements RoofKit {
    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue("light-bar");
      double low = roofHeight + 0.03;
      double high = low + size;
      double depth = size * 1.15;
      foot(stage, cue, low);
      // far end first: lamps from the far side to the near side
      lampBlock(stage, cue, far, low, high, depth, 0.06, half);
      lampBlock(stage, cue, Tint.hex(0xDDE2E6), low, high, depth, -0.06, 0.06);
      lampBlock(stage, cue, near, low, high, depth, -half, -0.06);
    }

    private void foot(VehicleView stage, Bounds cue, double low) {
      for (double z : new double[] {half * 0.7, -half * 0.7}) {
        LampBlock foot =
            new LampBlock(x - 0.06, x + 0.06, roofHeight - 0.03, low, z - 0.05, z + 0.05);
        foot.paint(stage, Tint.hex(0x333333), cue);
      }
    }

    private void lampBlock(
        VehicleView stage,
        Bounds cue,
        Tint tint,
        double low,
        double high,
        double depth,
        double z0,
        double z1) {
      LampBlock block = new LampBlock(x - depth, x + depth, low, high, z0, z1);
      Tint glass = tint.mix(Tint.BLACK, 0.12);
      List<List<Pt>> faces = block.paint(stage, glass, cue);
      if (flash == 0 || z1 - z0 < 0.2) {
        return;
      }
      Tint core = tint.mix(Tint.WHITE, 0.35 * flash);
      for (int i = 0; i < faces.size(); i++) {
        double glow = i == 0 ? stage.px(0.35 + 0.6 * flash) : 0; // one halo per lamp, not per face
        stage.lamp(faces.get(i), core, glow, 0.45 + 0.4 * flash, true);
      }
    }
  }

  /** A single round beacon, as older or smaller emergency vehicles have. */
  record Beacon(double x, double roofHeight, double z, double size, Tint tint, double flash)
      implements RoofKit {
    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue("light-bar");
      LampBlock base =
          new LampBlock(
              x - size * 0.6,
              x + size * 0.6,
              roofHeight - 0.02,
              roofHeight + 0.05,
              z - size * 0.6,
              z + size * 0.6);
      base.paint(stage, Tint.hex(0x2A2A2A), cue);
      Camera camera = stage.camera();
      Pt bottom = camera.at(x, roofHeight + 0.05, z);
      Pt top = camera.at(x, roofHeight + 0.05 + size * 1.3, z);
      double r = size * 0.55 * camera.scale(x, z);
      double h = bottom.y() - top.y();
      List<Pt> dome = new ArrayList<>();
      for (int i = 0; i <= 10; i++) {
        double angle = Math.PI * i / 10;
        dome.add(bottom.plus(r * Math.cos(angle), -h * Math.pow(Math.sin(angle), 0.6)));
      }
      stage.body(tint.mix(Tint.BLACK, 0.1), dome, cue);
      if (flash > 0) {
        stage.lamp(
            dome,
            tint.mix(Tint.WHITE, 0.35 * flash),
            stage.px(0.4 + 0.6 * flash),
            0.3 + 0.4 * flash,
            true);
      }
    }
  }

  /** A small box with text, as taxis and driving schools have. */
  record Sign(
      double x, double roofHeight, double half, double height, String text, Tint box, Tint ink)
      implements RoofKit {
    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue("roof-sign");
      double low = roofHeight + 0.02;
      LampBlock block = new LampBlock(x - half, x + half, low, low + height, -0.16, 0.16);
      List<List<Pt>> faces = block.paint(stage, box, cue);
      faces.forEach(face -> stage.lamp(face, box, stage.px(0.3), 0.25, false));
      boolean right = stage.camera().mirror() > 0;
      double left = right ? x - half : x + half;
      double end = right ? x + half : x - half;
      Camera camera = stage.camera();
      double margin = height * 0.16;
      List<Pt> quad =
          List.of(
              camera.at(left * 0.94 + end * 0.06, low + height - margin, -0.165),
              camera.at(left * 0.06 + end * 0.94, low + height - margin, -0.165),
              camera.at(left * 0.06 + end * 0.94, low + margin, -0.165),
              camera.at(left * 0.94 + end * 0.06, low + margin, -0.165));
      Lettering.write(stage.canvas(), text, ink.scaled(0.3 + 0.7 * stage.sideLight()), quad, 3);
    }
  }

  /** Rails along the roof with bars across, and what is carried on them. */
  record Rack(Roof roof, boolean ladder, List<Load> loads) implements RoofKit {
    public Rack {
      loads = List.copyOf(loads);
    }

    @Override
    public void paint(VehicleView stage) {
      Bounds cue = stage.cue("roof-rack");
      Tint metal = Tint.hex(ladder ? 0xC9CDD1 : 0x3A3C40);
      double y = roof.height() + 0.06;
      for (double z : new double[] {roof.halfWidth() * 0.8, -roof.halfWidth() * 0.8}) {
        for (int i = 0; i < 3; i++) {
          double x = roof.rear() + (roof.front() - roof.rear()) * (0.08 + 0.42 * i);
          new LampBlock(x - 0.03, x + 0.03, roof.height() - 0.06, y, z - 0.03, z + 0.03)
              .paint(stage, metal, cue);
        }
      }
      int bars = ladder ? 11 : 3;
      for (int i = 0; i < bars; i++) {
        double x = roof.rear() + (roof.front() - roof.rear()) * (0.08 + 0.84 * i / (bars - 1));
        new LampBlock(
                x - 0.025, x + 0.025, y, y + 0.05, -roof.halfWidth() * 0.8, roof.halfWidth() * 0.8)
            .paint(stage, metal, cue);
      }
      loads.forEach(load -> load.block().paint(stage, load.tint(), cue));
      for (double z : new double[] {roof.halfWidth() * 0.8, -roof.halfWidth() * 0.8}) {
        new LampBlock(roof.rear(), roof.front(), y, y + (ladder ? 0.12 : 0.05), z - 0.03, z + 0.03)
            .paint(stage, metal, cue);
      }
    }
  }

  /** Luggage. */
  record Load(LampBlock block, Tint tint) {}
}
