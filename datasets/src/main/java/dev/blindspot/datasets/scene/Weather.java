package dev.blindspot.datasets.scene;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.SunLight;
import dev.blindspot.datasets.drawing.Tint;

/**
 * Weather and time of day: colours of the sky, light on the vehicle, and what the air does to the
 * scene.
 */
enum Weather {
  SUN,
  OVERCAST,
  RAIN,
  FOG,
  DUSK,
  NIGHT;

  /**
   * One occurrence of a weather.
   *
   * @param clouds number of clouds, dense ones for a grey sky
   * @param ambient light on the background, 1 by day
   * @param haze colour of distant things
   * @param hazePerKm how fast distance fades; about 1 in clear air, 30 in fog
   */
  record Conditions(
      Weather weather,
      Tint skyTop,
      Tint skyLow,
      int clouds,
      Tint cloud,
      SunLight light,
      Tint ambient,
      Tint haze,
      double hazePerKm) {

    /** A colour of the background, lit and faded with distance. */
    Tint seen(Tint tint, double distanceM) {
      Tint lit =
          new Tint(
              tint.blue() * ambient.blue() / 255,
              tint.green() * ambient.green() / 255,
              tint.red() * ambient.red() / 255);
      return lit.mix(haze, 1 - Math.exp(-hazePerKm * distanceM / 1000));
    }

    boolean dark() {
      return weather == NIGHT || weather == DUSK;
    }
  }

  Conditions draw(Dice dice) {
    return switch (this) {
      case SUN -> sun(dice);
      case OVERCAST -> grey(dice, 1.0, 3);
      case RAIN -> grey(dice, 0.82, 8);
      case FOG -> grey(dice, 1.02, 35);
      case DUSK -> dusk(dice);
      case NIGHT -> night(dice);
    };
  }

  private Conditions sun(Dice dice) {
    Tint top = Tint.hex(0x3F7FCB).varied(dice, 0.12);
    Tint low = Tint.hex(0xB7D3EC).varied(dice, 0.05);
    double x = dice.between(-0.75, 0.75);
    double y = dice.between(0.5, 0.8);
    double z = -Math.sqrt(Math.max(0.04, 1 - x * x - y * y));
    SunLight light = new SunLight(x, y, z, dice.between(0.52, 0.66), dice.between(0.4, 0.55), low);
    return new Conditions(
        this, top, low, dice.count(0, 5), Tint.hex(0xF6F8FA), light, Tint.WHITE, low, 1.5);
  }

  private Conditions grey(Dice dice, double brightness, double hazePerKm) {
    Tint base = Tint.hex(0xB4BAC0).varied(dice, 0.08).scaled(brightness);
    SunLight light = new SunLight(0, 1, 0, 0.78 * brightness, 0.2, base);
    Tint ambient = Tint.hex(0xDADEE2).scaled(brightness);
    return new Conditions(
        this,
        base.scaled(0.82),
        base.scaled(1.12),
        dice.count(6, 12),
        base.scaled(dice.between(0.85, 0.98)),
        light,
        ambient,
        base.scaled(1.05),
        hazePerKm);
  }

  private Conditions dusk(Dice dice) {
    Tint top = Tint.hex(0x3A4A78).varied(dice, 0.1);
    Tint low =
        dice.pick(Tint.hex(0xE8A06A), Tint.hex(0xE0B090), Tint.hex(0xC98B8B)).varied(dice, 0.06);
    SunLight light =
        new SunLight(
            dice.pick(-0.8, 0.8), 0.4, -0.45, 0.42, dice.between(0.25, 0.4), low.scaled(0.7));
    return new Conditions(
        this,
        top,
        low,
        dice.count(0, 6),
        Tint.hex(0x8A6A80),
        light,
        Tint.hex(0x9A8890),
        low.scaled(0.8),
        4);
  }

  private Conditions night(Dice dice) {
    Tint top = Tint.hex(0x12182C).varied(dice, 0.2);
    Tint low = Tint.hex(0x363A52).varied(dice, 0.2);
    SunLight light =
        new SunLight(
            dice.between(-0.6, 0.6), 0.5, -0.6, 0.42, dice.between(0.25, 0.42), Tint.hex(0x5A6078));
    return new Conditions(this, top, low, 0, low, light, Tint.hex(0x5C6076), low, 4);
  }
}
