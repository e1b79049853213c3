package dev.blindspot.datasets.scene;

import dev.blindspot.datasets.drawing.Dice;
import java.util.List;

/** Which places and weathers a scene may have. */
public record Outdoors(List<Backdrop> places, List<Chance> weathers) {
  /** Places where the sky is not hidden behind buildings or trees. */
  private static final List<Backdrop> OPEN =
      List.of(Backdrop.COUNTRY, Backdrop.STREET, Backdrop.CAR_PARK);

  public static final Outdoors ANY =
      new Outdoors(
          List.of(Backdrop.values()),
          List.of(
              new Chance(Weather.SUN, 0.40),
              new Chance(Weather.OVERCAST, 0.20),
              new Chance(Weather.RAIN, 0.12),
              new Chance(Weather.FOG, 0.08),
              new Chance(Weather.DUSK, 0.09),
              new Chance(Weather.NIGHT, 0.11)));

  public static final Outdoors GREY_SKY =
      new Outdoors(
          OPEN, List.of(new Chance(Weather.OVERCAST, 0.65), new Chance(Weather.RAIN, 0.35)));

  public static final Outdoors BLUE_SKY = new Outdoors(OPEN, List.of(new Chance(Weather.SUN, 1)));

  public Outdoors {
    places = List.copyOf(places);
    weathers = List.copyOf(weathers);
  }

  /** How often a weather comes. */
  record Chance(Weather weather, double weight) {}

  Backdrop place(Dice dice) {
    return dice.pick(places);
  }

  Weather weather(Dice dice) {
    double[] weights = weathers.stream().mapToDouble(Chance::weight).toArray();
    return dice.weighted(weathers, weights).weather();
  }
}
