package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Dice;
import dev.blindspot.datasets.drawing.Tint;
import java.util.List;

/** Colours of vehicles. Every one that emergency vehicles wear is worn by ordinary ones too. */
final class Paints {
  static final Tint WHITE = Tint.hex(0xEDEEEC);
  static final Tint SILVER = Tint.hex(0xB4B8BC);
  static final Tint GREY = Tint.hex(0x6A6F75);
  static final Tint BLACK = Tint.hex(0x222429);
  static final Tint RED = Tint.hex(0xC4161C);
  static final Tint DARK_RED = Tint.hex(0x84141A);
  static final Tint BLUE = Tint.hex(0x1F56A8);
  static final Tint SKY_BLUE = Tint.hex(0x6FA0CC);
  static final Tint NAVY = Tint.hex(0x1B2C57);
  static final Tint YELLOW = Tint.hex(0xF2C21A);
  static final Tint LIME = Tint.hex(0xD3DF2E);
  static final Tint GREEN = Tint.hex(0x1F7A45);
  static final Tint DARK_GREEN = Tint.hex(0x28503A);
  static final Tint ORANGE = Tint.hex(0xE36A1C);
  static final Tint BEIGE = Tint.hex(0xD6CAA8);
  static final Tint BROWN = Tint.hex(0x5E4434);

  private static final List<Tint> ALL =
      List.of(
          WHITE,
          SILVER,
          GREY,
          BLACK,
          RED,
          DARK_RED,
          BLUE,
          SKY_BLUE,
          NAVY,
          YELLOW,
          LIME,
          GREEN,
          DARK_GREEN,
          ORANGE,
          BEIGE,
          BROWN);

  private Paints() {}

  static Tint police(Dice dice) {
    return vary(
        dice,
        dice.weighted(
            List.of(WHITE, BLACK, NAVY, SILVER, BLUE, YELLOW, GREEN),
            5,
            1.8,
            1,
            2.2,
            0.8,
            0.4,
            0.4));
  }

  static Tint ambulance(Dice dice) {
    return vary(
        dice, dice.weighted(List.of(WHITE, YELLOW, LIME, RED, ORANGE), 6, 2.5, 0.6, 1.4, 0.5));
  }

  static Tint fire(Dice dice) {
    return vary(
        dice, dice.weighted(List.of(RED, DARK_RED, YELLOW, WHITE, LIME), 6, 1.5, 0.8, 1, 0.5));
  }

  static Tint car(Dice dice) {
    return vary(
        dice,
        dice.weighted(
            ALL, 3.5, 2.5, 1.5, 2, 1.8, 0.8, 1.2, 0.6, 0.8, 0.5, 0.1, 0.4, 0.4, 0.4, 0.5, 0.3));
  }

  static Tint taxi(Dice dice) {
    return vary(
        dice, dice.weighted(List.of(YELLOW, BLACK, WHITE, BEIGE, SILVER), 4, 1.5, 2, 1.2, 0.6));
  }

  static Tint van(Dice dice) {
    return vary(
        dice,
        dice.weighted(
            List.of(WHITE, YELLOW, RED, BLUE, SILVER, BROWN, LIME, GREEN, ORANGE),
            6,
            2,
            2,
            0.8,
            0.8,
            0.4,
            0.4,
            0.4,
            0.5));
  }

  static Tint lorry(Dice dice) {
    return vary(
        dice,
        dice.weighted(
            List.of(RED, DARK_RED, WHITE, YELLOW, BLUE, GREEN, LIME, ORANGE),
            6,
            1.2,
            2,
            1,
            0.7,
            0.5,
            0.4,
            0.5));
  }

  /** A colour for writing that is legible on the paint. */
  static Tint ink(Dice dice, Tint paint, Tint... choices) {
    List<Tint> legible =
        List.of(choices).stream().filter(c -> Math.abs(c.luma() - paint.luma()) > 75).toList();
    if (!legible.isEmpty()) {
      return dice.pick(legible);
    }
    return paint.luma() > 120 ? NAVY : WHITE;
  }

  private static Tint vary(Dice dice, Tint paint) {
    return paint.varied(dice, 0.07);
  }
}
