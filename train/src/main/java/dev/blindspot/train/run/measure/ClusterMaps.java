package dev.blindspot.train.run.measure;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterNode;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.cluster.Work;
import dev.blindspot.train.cluster.WorkDistribution;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.inspect.ArmMaps;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.SanityCheck;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws maps on a cluster: the images of an inspection are dealt out in parts, for each model. The
 * maps are those that one machine draws.
 */
public final class ClusterMaps {
  private static final int IMAGES = 4; // what is lost with a machine; loading a model takes less

  private ClusterMaps() {}

  /** As {@link Inspection#of}. */
  public static Inspection inspect(
      Cluster cluster,
      Map<String, ModelSource> models,
      List<Subject> subjects,
      ExplanationConfig settings,
      Rgb mean,
      Progress progress)
      throws IOException {
    int perPart = Math.max(IMAGES, settings.randomisation());
    int parts = (subjects.size() + perPart - 1) / perPart;
    Map<String, List<ArmMaps>> maps = new LinkedHashMap<>();
    Map<String, List<SanityCheck>> sanity = new LinkedHashMap<>();
    try (Progress.Task task = progress.start("maps", (long) models.size() * parts)) {
      AtomicLong done = new AtomicLong();
      for (Map.Entry<String, ModelSource> model : models.entrySet()) {
        SharedFiles file = cluster.share(model.getValue().file());
        List<Inspection.Part> drawn =
            WorkDistribution.over(
                cluster,
                parts,
                part ->
                    drawing(
                        file, model.getValue(), subjects, part * perPart, perPart, settings, mean),
                () -> task.step(done.incrementAndGet(), model.getKey()));
        cluster.forget(file);
        maps.put(model.getKey(), drawn.stream().flatMap(p -> p.maps().stream()).toList());
        sanity.put(model.getKey(), drawn.isEmpty() ? List.of() : drawn.get(0).sanity());
      }
    }
    return new Inspection(subjects, maps, sanity);
  }

  private static Drawing drawing(
      SharedFiles file,
      ModelSource model,
      List<Subject> subjects,
      int first,
      int count,
      ExplanationConfig settings,
      Rgb mean) {
    int to = Math.min(subjects.size(), first + count);
    return new Drawing(
        file, model, new ArrayList<>(subjects.subList(first, to)), first, settings, mean);
  }

  private record Drawing(
      SharedFiles file,
      ModelSource model,
      List<Subject> subjects,
      int first,
      ExplanationConfig settings,
      Rgb mean)
      implements Work<Inspection.Part> {
    @Override
    public Inspection.Part carryOut(ClusterNode node) throws IOException {
      return Inspection.part(
          model.at(node.path(file)), subjects, first, settings, mean, Progress.NONE);
    }
  }
}
