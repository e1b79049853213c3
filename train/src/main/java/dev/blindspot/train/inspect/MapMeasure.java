package dev.blindspot.train.inspect;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Focus;
import dev.blindspot.explain.measure.Localisation;
import dev.blindspot.explain.measure.MapBoxes;
import dev.blindspot.explain.measure.Measurement;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.measure.Similarity;
import dev.blindspot.train.config.MapMethod;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The measures of one map of one image; NaN where one is not defined. */
enum MapMeasure {
  ENTROPY("entropy", "spread of the positive mass: 0 one place, 1 everywhere alike") {
    @Override
    double of(Map map) {
      return Focus.of(map.map()).entropy().value();
    }
  },
  HALF_MASS(
      "area of half the mass", "share of the image that holds half of the map's positive mass") {
    @Override
    double of(Map map) {
      return Focus.of(map.map()).halfMassArea().value();
    }
  },
  ON_OBJECT(
      "mass on the object",
      "share of the positive mass inside the object's box (energy-based pointing game); compare"
          + " with the box's area") {
    @Override
    double of(Map map) {
      return onObject(map, objects -> Localisation.massShare(map.map(), objects).mass());
    }
  },
  OBJECT_AREA("area of the object", "share of the image that the object's box covers") {
    @Override
    double of(Map map) {
      return onObject(
          map, objects -> Measurement.of(Localisation.massShare(map.map(), objects).area()));
    }
  },
  POINTING("pointing game", "share of the maps whose maximum is on the object, or nearly") {
    @Override
    double of(Map map) {
      int tolerance = (int) Math.round(POINTING_TOLERANCE * map.map().width());
      return onObject(map, objects -> Localisation.pointingGame(map.map(), objects, tolerance));
    }
  },
  BOX_IOU("IoU of the box", "of the box around half of the maximum with the object's box") {
    @Override
    double of(Map map) {
      return onObject(map, objects -> iou(map.map(), objects));
    }
  },
  AGREEMENT(
      "agreement with occlusion", "rank correlation with the occlusion map: 1 the same order") {
    @Override
    double least() {
      return -1;
    }

    @Override
    double of(Map map) {
      Attribution occlusion = map.maps().maps().get(MapMethod.OCCLUSION);
      return occlusion == null || map.method() == MapMethod.OCCLUSION
          ? Double.NaN
          : Similarity.spearman(map.map(), Mapper.atImageSize(occlusion, map.subject().image()))
              .value();
    }
  },
  DELETION(
      "deletion", "area under the score while the most important pixels go; smaller is better") {
    @Override
    double of(Map map) {
      return faithful(map, Faithfulness::deletion);
    }
  },
  INSERTION(
      "insertion", "area under the score while the most important pixels come; larger is better") {
    @Override
    double of(Map map) {
      return faithful(map, Faithfulness::insertion);
    }
  },
  AVERAGE_DROP(
      "average drop",
      "share of the score lost when only the map's places are kept; smaller is better") {
    @Override
    double of(Map map) {
      return faithful(map, Faithfulness::averageDrop);
    }
  },
  AVERAGE_INCREASE(
      "average increase", "share of the images whose score rises then; larger is better") {
    @Override
    double of(Map map) {
      return faithful(map, Faithfulness::averageIncrease);
    }
  },
  ROAD(
      "ROAD",
      "combined score with imputed pixels: about 0 for a map in random order, undefined for a flat"
          + " one; larger is better") {
    @Override
    double least() {
      return -1;
    }

    @Override
    double of(Map map) {
      return faithful(map, Faithfulness::road);
    }
  };

  private static final double POINTING_TOLERANCE = 15.0 / 224; // of the width, as in the paper

  private final String title;
  private final String meaning;

  MapMeasure(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  /**
   * A map with what belongs to it.
   *
   * @param map at the image's size
   */
  record Map(Subject subject, ArmMaps maps, MapMethod method, Attribution map) {}

  private interface OnObject {
    Measurement of(List<Region> objects);
  }

  abstract double of(Map map);

  /** The least that it can be; the most is 1. */
  double least() {
    return 0;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }

  private static double onObject(Map map, OnObject measure) {
    List<Region> objects = map.subject().objects();
    return objects == null ? Double.NaN : measure.of(objects).value();
  }

  private static Measurement iou(Attribution map, List<Region> objects) {
    List<Region> boxes = new MapBoxes(0.5, MapBoxes.Components.LARGEST).of(map);
    return boxes.isEmpty()
        ? Measurement.undefined("the map has no positive value")
        : Measurement.of(
            objects.stream().mapToDouble(object -> boxes.get(0).iou(object)).max().orElse(0));
  }

  private static double faithful(Map map, ToDoubleFunction<Faithfulness> measure) {
    Faithfulness measured = map.maps().faithfulness().get(map.method());
    return measured == null ? Double.NaN : measure.applyAsDouble(measured);
  }
}
