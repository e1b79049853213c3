package dev.blindspot.train.inspect;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.progress.Progress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The maps of all arms.
 *
 * @param subjects the images
 * @param maps per arm, in the order of the run, one entry per subject
 * @param sanity per arm, how its maps change when the network is randomised; may be empty
 */
public record Inspection(
    List<Subject> subjects,
    Map<String, List<ArmMaps>> maps,
    Map<String, List<SanityCheck>> sanity) {

  /** Draws the maps of every model for every image. */
  public static Inspection of(
      Map<String, ModelSource> models,
      List<Subject> subjects,
      ExplanationConfig settings,
      Rgb datasetMean,
      Progress progress) {
    Map<String, List<ArmMaps>> maps = new LinkedHashMap<>();
    Map<String, List<SanityCheck>> sanity = new LinkedHashMap<>();
    models.forEach(
        (arm, model) -> {
          Progress ofArm = (name, total) -> progress.start(arm + ": " + name, total);
          Part part = part(model, subjects, 0, settings, datasetMean, ofArm);
          maps.put(arm, part.maps());
          sanity.put(arm, part.sanity());
        });
    return new Inspection(subjects, maps, sanity);
  }

  /**
   * One arm's maps of some of the images.
   *
   * @param sanity of the first images of all; empty for other parts
   */
  public record Part(List<ArmMaps> maps, List<SanityCheck> sanity) implements Serializable {
    public Part {
      maps = List.copyOf(maps);
      sanity = List.copyOf(sanity);
    }
  }

  /**
   * Draws one model's maps of some of the images.
   *
   * @param first number of the first of them among all
   */
  public static Part part(
      ModelSource model,
      List<Subject> subjects,
      int first,
      ExplanationConfig settings,
      Rgb datasetMean,
      Progress progress) {
    try (Mapper mapper = new Mapper(model.open(), settings, datasetMean)) {
      List<ArmMaps> maps = new ArrayList<>();
      try (Progress.Task task = progress.start("maps", subjects.size())) {
        for (Subject subject : subjects) {
          boolean faithful = first + maps.size() < settings.faithfulness();
          maps.add(mapper.maps(subject.image(), subject.target(), faithful));
          task.step(maps.size(), "");
        }
      }
      int checked = first > 0 ? 0 : Math.min(settings.randomisation(), subjects.size());
      List<Subject> randomised = subjects.subList(0, checked);
      return new Part(
          maps, progress.during("sanity checks", told -> mapper.randomised(randomised, told)));
    }
  }

  public Inspection {
    subjects = List.copyOf(subjects);
    maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
    sanity = Collections.unmodifiableMap(new LinkedHashMap<>(sanity));
  }

  /** Names of the arms in the order of the run. */
  public List<String> arms() {
    return List.copyOf(maps.keySet());
  }

  /** The methods that were drawn. */
  public List<MapMethod> methods() {
    return maps.values().stream()
        .flatMap(List::stream)
        .findFirst()
        .map(first -> List.copyOf(first.maps().keySet()))
        .orElse(List.of());
  }

  /** One arm's maps of one image. */
  public ArmMaps of(String arm, int subject) {
    return Objects.requireNonNull(maps.get(arm), arm).get(subject);
  }
}
