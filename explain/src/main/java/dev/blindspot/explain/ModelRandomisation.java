package dev.blindspot.explain;

import dev.blindspot.explain.network.CascadingRandomisation;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether a method's map depends on what the network has learned ({@link CascadingRandomisation}).
 *
 * <pre>{@code
 * ModelRandomisation check = new ModelRandomisation(GradCam::of, 1);
 * check.run(classifier, image, 1).forEach(System.out::println); // similarity after each layer
 * }</pre>
 *
 * @param method makes the method for a classifier, with randomised weights too
 * @param seed of the shuffling
 */
public record ModelRandomisation(
    Function<ImageClassifier, ? extends AttributionMethod> method, long seed) {
  public ModelRandomisation {
    Objects.requireNonNull(method, "method must not be null");
  }

  /** The steps from the layer of the logits to the first layer. The classifier is not changed. */
  public List<CascadingRandomisation.Step> run(
      ImageClassifier classifier, INDArray image, int target) {
    return run(classifier, List.of(image), List.of(target), ProgressListener.NONE).get(0);
  }

  /**
   * The same for several images, for which the network is randomised once.
   *
   * @param images {@code [C,H,W]} each
   * @param targets a class for each
   * @param listener is told of every step
   * @return the steps of each image
   */
  public List<List<CascadingRandomisation.Step>> run(
      ImageClassifier classifier,
      List<INDArray> images,
      List<Integer> targets,
      ProgressListener listener) {
    return new CascadingRandomisation(classifier.graph("Randomisation"), seed)
        .run(
            network -> {
              try (ImageClassifier randomised = classifier.with(network)) {
                AttributionMethod made = method.apply(randomised);
                return IntStream.range(0, images.size())
                    .mapToObj(i -> made.attribute(images.get(i), targets.get(i)))
                    .toList();
              }
            },
            listener);
  }
}
