package dev.blindspot.train.run.job;

import dev.blindspot.train.machine.LayerSpeed;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.util.Map;

/** Times the layers of a model. */
public final class LayerBenchJob {

  /** Times the only model of a request with images of its own size. */
  public LayerSpeed.Result measure(ModelRequest request, int batch) {
    Map.Entry<String, ModelSource> source = request.sources(null).entrySet().iterator().next();
    try (OpenModel model = source.getValue().open()) {
      return new LayerSpeed(model.inputSize(), batch).of(model, source.getKey());
    }
  }
}
