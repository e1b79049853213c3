package dev.blindspot.train.inspect;

import dev.blindspot.augment.Rgb;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The maps of all arms.
 *
 * @param subjects the pictures
 * @param maps per arm, in the order of the run, one entry per subject
 * @param sanity per arm, how its maps change when the network is randomised; may be empty
 */
public record Inspection(
    List<Subject> subjects,
    Map<String, List<ArmMaps>> maps,
    Map<String, List<SanityCheck>> sanity) {

  /** Draws the maps of every model for every picture. */
  public static Inspection of(
      Map<String, Path> models,
      List<Subject> subjects,
      ExplanationConfig settings,
      Rgb datasetMean,
      Progress progress) {
    Map<String, List<ArmMaps>> maps = new LinkedHashMap<>();
    Map<String, List<SanityCheck>> sanity = new LinkedHashMap<>();
    long total = (long) models.size() * subjects.size();
    try (Progress.Task task = progress.start("maps", total)) {
      long done = 0;
      for (Map.Entry<String, Path> model : models.entrySet()) {
        try (Mapper mapper = new Mapper(ModelFile.load(model.getValue()), settings, datasetMean)) {
          List<ArmMaps> ofArm = new ArrayList<>();
          for (Subject subject : subjects) {
            boolean faithful = ofArm.size() < settings.faithfulness();
            ofArm.add(mapper.maps(subject.picture(), subject.target(), faithful));
            task.step(++done, model.getKey());
          }
          maps.put(model.getKey(), ofArm);
          int checked = Math.min(settings.randomisation(), subjects.size());
          sanity.put(model.getKey(), mapper.randomised(subjects.subList(0, checked)));
        }
      }
    }
    return new Inspection(subjects, maps, sanity);
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

  /** One arm's maps of one picture. */
  public ArmMaps of(String arm, int subject) {
    return Objects.requireNonNull(maps.get(arm), arm).get(subject);
  }
}
