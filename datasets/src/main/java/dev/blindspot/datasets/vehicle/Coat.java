package dev.blindspot.datasets.vehicle;

import dev.blindspot.datasets.drawing.Tint;
import dev.blindspot.datasets.vehicle.Build.Role;

/** Paints of a vehicle: body, cabin (roof), load box. */
record Coat(Tint body, Tint cabin, Tint box) {
  private static final Tint CHASSIS = Tint.hex(0x2A2B2E);

  static Coat of(Tint paint) {
    return new Coat(paint, paint, paint);
  }

  Tint of(Role role) {
    return switch (role) {
      case CHASSIS -> CHASSIS;
      case BODY -> body;
      case CABIN -> cabin;
      case BOX -> box;
    };
  }
}
