package dev.blindspot.train.run.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What two runs must have in common to count as equal. */
record Results(JsonNode json, List<String> histories, List<INDArray> models) {

  static Results of(Path run, String... arms) throws IOException {
    List<String> histories = new ArrayList<>();
    List<INDArray> models = new ArrayList<>();
    for (String arm : arms) {
      Path folder = run.resolve("arms").resolve(arm);
      histories.addAll(TinyRun.historyWithoutTimes(folder));
      try (ModelFile.Loaded model = ModelFile.load(folder.resolve("model.zip"))) {
        models.add(model.graph().params().dup());
      }
    }
    return new Results(withoutTimes(run.resolve("results.json")), histories, models);
  }

  private static JsonNode withoutTimes(Path file) throws IOException {
    ObjectNode root = (ObjectNode) JsonMapper.builder().build().readTree(Files.readString(file));
    root.remove(List.of("created", "timing", "environment", "configuration"));
    for (JsonNode arm : root.get("arms")) {
      ((ObjectNode) arm).remove("trainSeconds");
      ((ObjectNode) arm.get("robustness")).remove("throughput");
      arm.at("/seeds/trainings").forEach(one -> ((ObjectNode) one).remove("trainSeconds"));
      arm.get("history")
          .forEach(epoch -> ((ObjectNode) epoch).remove(List.of("seconds", "imagesPerSecond")));
    }
    return root;
  }
}
