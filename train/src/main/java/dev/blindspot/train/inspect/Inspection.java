package dev.blindspot.train.inspect;

import dev.blindspot.augment.Rgb;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The maps of all arms.
 *
 * @param subjects the pictures
 * @param maps per arm, in the order of the run, one entry per subject
 */
public record Inspection(List<Subject> subjects, Map<String, List<ArmMaps>> maps) {

  /** Draws the maps of every model for every picture. */
  public static Inspection of(
      Map<String, Path> models,
      List<Subject> subjects,
      ExplanationConfig settings,
      Rgb datasetMean,
      Progress progress) {
    Map<String, List<ArmMaps>> maps = new LinkedHashMap<>();
    long total = (long) models.size() * subjects.size();
    try (Progress.Task task = progress.start("maps", total)) {
      long done = 0;
      for (Map.Entry<String, Path> model : models.entrySet()) {
        try (Mapper mapper = new Mapper(ModelFile.load(model.getValue()), settings, datasetMean)) {
          List<ArmMaps> ofArm = new ArrayList<>();
          for (Subject subject : subjects) {
            ofArm.add(mapper.maps(subject.picture(), subject.target()));
            task.step(++done, model.getKey());
          }
          maps.put(model.getKey(), ofArm);
        }
      }
    }
    return new Inspection(subjects, maps);
  }

  public Inspection {
    subjects = List.copyOf(subjects);
    maps = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(maps));
  }

  /** Names of the arms in the order of the run. */
  public List<String> arms() {
    return List.copyOf(maps.keySet());
  }

  /** One arm's maps of one picture. */
  public ArmMaps of(String arm, int subject) {
    return java.util.Objects.requireNonNull(maps.get(arm), arm).get(subject);
  }
}
