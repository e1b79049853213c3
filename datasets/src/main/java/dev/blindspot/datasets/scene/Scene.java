package dev.blindspot.datasets.scene;

import static org.bytedeco.opencv.global.opencv_imgproc.blur;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.datasets.drawing.Camera;
import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.DrawingCanvas;
import dev.blindspot.datasets.scene.Weather.Conditions;
import dev.blindspot.datasets.vehicle.Design;
import dev.blindspot.datasets.vehicle.EmergencyDesigns;
import dev.blindspot.datasets.vehicle.OrdinaryDesigns;
import dev.blindspot.datasets.vehicle.VehicleView;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** One photograph in the making: place, weather, camera, neighbours, vehicle. */
public final class Scene {
  private final int sizePx;
  private final DrawingCanvas canvas;
  private final Conditions conditions;
  private final Design design;
  private final Camera camera;
  private final Backdrop backdrop;
  private final Dice place;

  public Scene(int sizePx, long seed, int index, boolean emergency, Outdoors outdoors) {
    this.sizePx = sizePx;
    Dice vehicle = Dice.of(seed, index, "vehicle");
    Dice pose = Dice.of(seed, index, "pose");
    Dice sky = Dice.of(seed, index, "weather");
    this.place = Dice.of(seed, index, "place");
    this.design = emergency ? EmergencyDesigns.draw(vehicle) : OrdinaryDesigns.draw(vehicle);
    this.conditions = outdoors.weather(sky).draw(sky);
    this.canvas = new DrawingCanvas(sizePx * supersampling(sizePx), pose.between(-2.5, 2.5));
    this.camera = Poses.draw(pose, design.build(), canvas);
    this.backdrop = outdoors.place(place);
  }

  /** Small images need more samples per pixel; large ones have room for their details. */
  private static int supersampling(int sizePx) {
    return sizePx <= 160 ? 3 : sizePx <= 320 ? 2 : 1;
  }

  /** Paints everything; adds the boxes of the vehicle and its cues. */
  public Mat photograph(List<CueBox> boxes, Dice lens) {
    backdrop.paint(canvas, camera, conditions, place);
    neighbours();
    int kernel = 2 * (int) Math.round(canvas.share(place.between(0.001, 0.007))) + 1;
    blur(canvas.mat(), canvas.mat(), new Size(kernel, kernel));
    Texture.roughen(canvas, camera.horizon(), place);
    VehicleView stage = vehicle(camera, design);
    air();
    Atmosphere.glow(canvas, stage.lamps(), conditions.dark());
    boxes.addAll(stage.boxes((double) canvas.side() / sizePx, sizePx));
    return Lens.photograph(canvas, sizePx, conditions.dark(), lens);
  }

  /**
   * Everything above the horizon, where the weather shows, which says nothing about vehicles;
   * absent when the horizon is above the image.
   */
  public Optional<CueBox> sky() {
    int rows = (int) Math.min(sizePx, camera.horizon() * sizePx / canvas.side());
    return rows < 1 ? Optional.empty() : Optional.of(CueBox.shortcut("sky", 0, 0, sizePx, rows));
  }

  private VehicleView vehicle(Camera where, Design what) {
    VehicleView stage = new VehicleView(canvas, where, what.build(), conditions.light());
    Atmosphere.shadow(canvas, where, what.build(), conditions.light());
    what.paint(stage);
    return stage;
  }

  /** Parked or passing private cars behind the vehicle. */
  private void neighbours() {
    boolean parked = backdrop == Backdrop.CAR_PARK;
    if (!place.chance(parked ? 0.6 : 0.25)) {
      return;
    }
    int count = place.count(1, 2);
    for (int i = count; i >= 1; i--) {
      double ahead = parked ? place.between(-0.5, 0.5) : place.between(-7, 7);
      double across = parked ? 2.9 * i : place.between(3.4, 4.2);
      Camera where =
          camera.beside(ahead, across + design.build().width() / 2 - 0.9, place.chance(0.5));
      vehicle(where, OrdinaryDesigns.car(place));
    }
  }

  private void air() {
    if (conditions.weather() == Weather.FOG) {
      Atmosphere.fog(canvas, conditions.haze(), place.between(0.18, 0.42));
    } else if (conditions.weather() == Weather.RAIN) {
      Atmosphere.fog(canvas, conditions.haze(), 0.08);
      Atmosphere.rain(canvas, place);
    }
  }
}
