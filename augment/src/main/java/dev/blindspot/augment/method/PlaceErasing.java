package dev.blindspot.augment.method;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.RelativeBox;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hides the same places in every image: a watermark, a date stamp, or whatever a scan for shortcuts
 * found, so that training cannot use what is there. Wrapped in {@link RandomApply} it hides them in
 * some images; what is left is then still learned from.
 *
 * <p>Places are those of the image as it comes. In a chain it belongs before flips and shifts,
 * which would move the content away from them.
 *
 * @param places what is hidden, one patch each; they may overlap; none leaves the image as it is
 * @param margin around every place, in shares of the image's shorter side, 0..1
 * @param fill what is painted
 */
public record PlaceErasing(List<RelativeBox> places, double margin, Fill fill)
    implements RegionalDropout {
  public PlaceErasing {
    places = Checks.copyOf(places, "places");
    Checks.requireFraction(margin, "margin");
    Checks.requirePresent(fill, "fill");
  }

  /** No place yet, no margin; the fill is the dataset's mean. */
  public static PlaceErasing defaults() {
    return new PlaceErasing(List.of(), 0, new Fill.Mean());
  }

  /** The same with other places. */
  public PlaceErasing withPlaces(RelativeBox... places) {
    return withPlaces(List.of(places));
  }

  /** The same with other places. */
  public PlaceErasing withPlaces(List<RelativeBox> places) {
    return new PlaceErasing(places, margin, fill);
  }

  /** The same with another margin, in shares of the image's shorter side. */
  public PlaceErasing withMargin(double margin) {
    return new PlaceErasing(places, margin, fill);
  }

  /** The same with another fill. */
  public PlaceErasing withFill(Fill fill) {
    return new PlaceErasing(places, margin, fill);
  }

  @Override
  public List<Edit> draw(Sample sample, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>(places.size());
    for (RelativeBox place : places) {
      Box box = place.pixels(sample.height(), sample.width(), margin);
      edits.add(new Patch(box, fill, random.nextLong()));
    }
    return List.copyOf(edits);
  }
}
