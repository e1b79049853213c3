package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.ColourChange;
import dev.blindspot.augment.edit.ColourChange.Kind;
import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue at random and in random order, as torchvision's
 * {@code ColorJitter} does. Factors are uniform between {@code max(0, 1 - x)} and {@code 1 + x}; a
 * setting of 0 leaves that property alone.
 *
 * @param brightness largest distance of the factor from 1, at least 0
 * @param contrast the same of the contrast
 * @param saturation the same of the saturation
 * @param hue largest turn of the colour wheel to either side, 0..0.5
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue)
    implements ImageAugmentation {
  public ColourJitter {
    requireStrength(brightness, "brightness");
    requireStrength(contrast, "contrast");
    requireStrength(saturation, "saturation");
    Checks.requireValue(hue >= 0 && hue <= 0.5, "hue", "must be between 0 and 0.5, was %s", hue);
  }

  private static void requireStrength(double value, String name) {
    Checks.requireValue(
        value >= 0 && Double.isFinite(value), name, "must be >= 0 and finite, was %s", value);
  }

  /** 0.2 each, and hues as they are: colours often tell classes apart. */
  public static ColourJitter defaults() {
    return new ColourJitter(0.2, 0.2, 0.2, 0);
  }

  /** The same with another brightness. */
  public ColourJitter withBrightness(double brightness) {
    return new ColourJitter(brightness, contrast, saturation, hue);
  }

  /** The same with another contrast. */
  public ColourJitter withContrast(double contrast) {
    return new ColourJitter(brightness, contrast, saturation, hue);
  }

  /** The same with another saturation. */
  public ColourJitter withSaturation(double saturation) {
    return new ColourJitter(brightness, contrast, saturation, hue);
  }

  /** The same with another hue. */
  public ColourJitter withHue(double hue) {
    return new ColourJitter(brightness, contrast, saturation, hue);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>(4);
    insert(edits, Kind.BRIGHTNESS, brightness, random);
    insert(edits, Kind.CONTRAST, contrast, random);
    insert(edits, Kind.SATURATION, saturation, random);
    insert(edits, Kind.HUE, hue, random);
    return List.copyOf(edits);
  }

  /** Inserts a change at a uniform place, so that all orders are equally likely. */
  private static void insert(List<Edit> edits, Kind kind, double strength, RandomGenerator random) {
    if (strength > 0) {
      double centre = kind == Kind.HUE ? 0 : 1;
      double least = kind == Kind.HUE ? -strength : Math.max(0, centre - strength);
      double amount = least + (centre + strength - least) * random.nextDouble();
      edits.add(random.nextInt(edits.size() + 1), new ColourChange(kind, amount));
    }
  }
}
