package dev.blindspot.datasets.scene;

import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.scene.Weather.Conditions;

/** The place where a vehicle was photographed. */
enum Backdrop {
  CITY {
    @Override
    void scenery(Scenery scenery, DrawingCanvas canvas, Dice dice) {
      double x = -canvas.share(0.1);
      while (x < canvas.share(1.1)) {
        double width = canvas.share(dice.between(0.1, 0.25));
        scenery.building(x, x + width, dice.between(30, 75), dice.between(90, 130), stone(dice));
        x += width * dice.between(0.8, 1.2);
      }
      x = -canvas.share(dice.between(0, 0.3));
      while (x < canvas.share(1.05)) {
        double width = canvas.share(dice.between(0.22, 0.45));
        scenery.building(x, x + width, dice.between(6, 18), dice.between(24, 34), stone(dice));
        x += width * dice.between(1.0, 1.35);
      }
      posts(scenery, canvas, dice, dice.count(0, 2));
    }
  },
  STREET {
    @Override
    void scenery(Scenery scenery, DrawingCanvas canvas, Dice dice) {
      scenery.barrier(Tint.hex(0x4B6B35), 3, 60, false);
      double x = -canvas.share(dice.between(0, 0.2));
      while (x < canvas.share(1.1)) {
        scenery.house(x, dice.between(7, 11), dice.between(26, 38));
        x += canvas.share(dice.between(0.3, 0.5));
      }
      trees(scenery, canvas, dice, dice.count(1, 3), 5, 9, 21);
      posts(scenery, canvas, dice, dice.count(0, 1));
    }
  },
  COUNTRY {
    @Override
    void scenery(Scenery scenery, DrawingCanvas canvas, Dice dice) {
      scenery.hills(Tint.hex(0x6C8A6A), dice.between(60, 130), 900);
      scenery.hills(Tint.hex(0x7C9A4C), dice.between(10, 26), 200);
      trees(scenery, canvas, dice, dice.count(2, 5), 6, 11, 50);
      trees(scenery, canvas, dice, dice.count(0, 2), 5, 8, 24);
    }
  },
  FOREST {
    @Override
    void scenery(Scenery scenery, DrawingCanvas canvas, Dice dice) {
      scenery.barrier(Tint.hex(0x35512F), 11, 60, false);
      for (int i = 0; i < 9; i++) {
        double x = canvas.share((i + dice.between(-0.4, 0.4)) / 8.0);
        scenery.tree(x, dice.between(8, 14), dice.between(28, 42), dice.chance(0.5));
      }
    }
  },
  CAR_PARK {
    @Override
    void scenery(Scenery scenery, DrawingCanvas canvas, Dice dice) {
      trees(scenery, canvas, dice, dice.count(2, 4), 6, 10, 60);
      double left = canvas.share(dice.between(-0.4, 0.1));
      scenery.building(
          left, left + canvas.share(dice.between(0.7, 1.3)), dice.between(5, 9), 42, stone(dice));
      posts(scenery, canvas, dice, 1);
    }

    @Override
    void ground(Ground ground, Dice dice, Tint asphalt) {
      ground.plane(asphalt);
      Tint paint = dice.pick(Tint.hex(0xE6E6E0), Tint.hex(0xE3C44A));
      double half = dice.between(2.7, 3.1);
      for (int bay = -1; bay <= 3; bay++) {
        double z = -1.45 + 2.9 * bay;
        ground.patch(paint, -half, half, z - 0.06, z + 0.06);
      }
      ground.patch(paint, half, half + 0.12, -5, 10);
    }
  },
  YARD {
    @Override
    void scenery(Scenery scenery, DrawingCanvas canvas, Dice dice) {
      Tint wall =
          dice.pick(Tint.hex(0xA65A43), Tint.hex(0xB9B4A9), Tint.hex(0x8C9196), Tint.hex(0xCFC6B2));
      scenery.barrier(wall, dice.between(5, 12), 20, true);
      double x = canvas.share(dice.between(-0.1, 0.1));
      Tint door =
          dice.pick(Tint.hex(0x8E1B1F), Tint.hex(0x3B5C86), Tint.hex(0xC9CCCE), Tint.hex(0x4C5A4A));
      while (x < canvas.share(1)) {
        scenery.shutter(x, canvas.share(dice.between(0.22, 0.3)), 3.8, 19.8, door);
        x += canvas.share(dice.between(0.34, 0.42));
      }
    }
  };

  abstract void scenery(Scenery scenery, DrawingCanvas canvas, Dice dice);

  /** A road with pavements or verges. */
  void ground(Ground ground, Dice dice, Tint asphalt) {
    ground.plane(asphalt);
    boolean town = this == CITY || this == YARD || this == STREET;
    Tint verge = Tint.hex(town ? 0x9B978F : 0x6E8A45).varied(dice, 0.08);
    double edge = dice.between(2.6, 6.0);
    ground.along(verge, edge, 70);
    if (town) {
      ground.along(Tint.hex(0xB9B6AE), edge, edge + 0.2);
      if (this == STREET) {
        ground.along(Tint.hex(0x708A4A).varied(dice, 0.08), edge + 2.2, 70);
      }
    } else {
      ground.line(Tint.hex(0xDCDCD6), edge - 0.3, 0.14, 1, 0);
    }
    Tint paint = dice.pick(Tint.hex(0xE4E4DE), Tint.hex(0xE4E4DE), Tint.hex(0xDDB83C));
    ground.line(paint, -dice.between(1.6, 2.1), 0.14, 3, dice.pick(0.0, 3.0, 4.5));
  }

  void paint(DrawingCanvas canvas, Camera camera, Conditions conditions, Dice dice) {
    Sky.paint(canvas, conditions, camera.horizon(), dice);
    Ground ground = new Ground(canvas, camera, conditions);
    Tint asphalt = dice.pick(Tint.hex(0x6B6C6E), Tint.hex(0x7B7976), Tint.hex(0x58595C));
    scenery(new Scenery(canvas, camera, conditions, dice), canvas, dice);
    ground(ground, dice, asphalt.varied(dice, 0.08));
  }

  private static Tint stone(Dice dice) {
    return dice.pick(
            Tint.hex(0x9A8D80),
            Tint.hex(0xB3AFA8),
            Tint.hex(0x8A4F3E),
            Tint.hex(0x7C858E),
            Tint.hex(0xC8BCA5),
            Tint.hex(0x6E6A68))
        .varied(dice, 0.1);
  }

  private static void trees(
      Scenery scenery,
      DrawingCanvas canvas,
      Dice dice,
      int count,
      double low,
      double high,
      double at) {
    for (int i = 0; i < count; i++) {
      double x = canvas.share(dice.between(0, 1));
      scenery.tree(x, dice.between(low, high), at * dice.between(1, 1.3), dice.chance(0.25));
    }
  }

  private static void posts(Scenery scenery, DrawingCanvas canvas, Dice dice, int count) {
    for (int i = 0; i < count; i++) {
      scenery.streetLamp(canvas.share(dice.between(0.05, 0.95)), dice.between(19, 24));
    }
  }
}
