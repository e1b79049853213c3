package dev.blindspot.train.explore.session;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.config.MapMethod;
import java.util.Optional;

/** Maps that a run has computed already. */
@FunctionalInterface
public interface StoredMaps {
  /** None. */
  StoredMaps NONE = (arm, image, method, target, clean) -> Optional.empty();

  /**
   * A map at the image's size.
   *
   * @param arm the model's name
   * @param image its name in the data set
   * @param target index of the class
   * @param clean probability of the class for the whole image
   */
  Optional<Attribution> find(String arm, String image, MapMethod method, int target, float clean);
}
