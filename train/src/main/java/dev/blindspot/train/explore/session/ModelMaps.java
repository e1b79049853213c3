package dev.blindspot.train.explore.session;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.MapBoxes;
import dev.blindspot.explain.measure.MapBoxes.Components;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.inspect.Mapper;
import dev.blindspot.train.model.foreign.OpenModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The maps of one model. Not thread-safe, as the model is not. */
final class ModelMaps {
  private final Map<MapMethod, Mapper> mappers = new EnumMap<>(MapMethod.class);
  private final double boxThreshold;

  /**
   * @param model stays the caller's, to be closed by it
   * @param settings of the maps
   * @param mean colour of the training images
   */
  @SuppressWarnings("resource") // the mappers share the model, which is closed once
  ModelMaps(OpenModel model, ExplanationConfig settings, Rgb mean) {
    this.boxThreshold = settings.boxThreshold();
    for (MapMethod method : MapMethod.values()) {
      mappers.put(method, new Mapper(model, settings.drawing(List.of(method)), mean));
    }
  }

  private Mapper mapper(MapMethod method) {
    Mapper mapper = mappers.get(method);
    if (mapper == null) {
      throw new IllegalStateException("no mapper for " + method);
    }
    return mapper;
  }

  /** Why there are no maps of a method; empty if there are. */
  Optional<String> refusal(MapMethod method) {
    return mapper(method).refusal(method);
  }

  /** The map of an image for a class, at the image's size. */
  DrawnMap computed(DecodedImage image, MapMethod method, int target) {
    Attribution map = mapper(method).maps(image, target).map(method);
    return framed(Mapper.atImageSize(map, image), method, false);
  }

  /** A map with boxes around what it highlights; gradients are too ragged for boxes. */
  DrawnMap framed(Attribution map, MapMethod method, boolean stored) {
    boolean boxed = boxThreshold > 0 && method.signed();
    return new DrawnMap(
        map, boxed ? new MapBoxes(boxThreshold, Components.LARGEST).of(map) : List.of(), stored);
  }
}
