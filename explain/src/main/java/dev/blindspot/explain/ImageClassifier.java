package dev.blindspot.explain;

import dev.blindspot.explain.backend.GraphMemory;
import dev.blindspot.explain.engine.CompiledNetwork;
import dev.blindspot.explain.engine.IncrementalOcclusion;
import dev.blindspot.explain.image.ChannelOrder;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.network.FeatureReader;
import dev.blindspot.explain.network.GapHead;
import dev.blindspot.explain.network.GraphFeatures;
import dev.blindspot.explain.network.GraphLayout;
import dev.blindspot.explain.network.ScoreGradient;
import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.FullInference;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Scorer;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained classifier with all that its explanation needs to know: made once, given to every
 * {@link AttributionMethod}.
 *
 * <pre>{@code
 * try (ImageClassifier classifier = ImageClassifier.of(graph, InputScaling.unit(3))) {
 *   int target = classifier.predicted(image);
 *   Attribution map = Occlusion.of(classifier).window(16).stride(8).attribute(image, target);
 * }
 * }</pre>
 *
 * <p>Images are {@code [C,H,W]} (or {@code [1,C,H,W]}, as {@code NativeImageLoader} returns them),
 * 0..255, channels first whatever the network's layout, in the order of {@link #channelOrder()}
 * (BGR unless told otherwise), at the size that the network expects. Scaling and layout are done
 * here.
 *
 * <p>Copies of the weights are made when a method first needs them, so make a new classifier after
 * further training. Not safe for use by several threads at once. {@link #close} frees the copies
 * and not the network.
 */
public final class ImageClassifier implements Scorer, AutoCloseable {
  private static final int BATCH = 8;

  private final @Nullable Scorer scorer;
  private final @Nullable FeatureReader features;
  private final @Nullable ComputationGraph graph;
  private final boolean ownsGraph;
  private final CNN2DFormat layout;
  private final InputScaling scaling;
  private final ChannelOrder channelOrder;
  private final List<String> classNames;
  private final CompiledCopy compiled;
  private @Nullable ScoreGradient gradient;

  private ImageClassifier(Builder builder) {
    this.scorer = builder.scorer;
    this.features = builder.features;
    this.graph = builder.graph;
    this.ownsGraph = builder.ownsGraph;
    this.layout = graph == null ? CNN2DFormat.NCHW : GraphLayout.of(graph);
    this.scaling = builder.scaling;
    this.channelOrder = builder.channelOrder;
    this.classNames = builder.classNames;
    ComputationGraph own = graph;
    this.compiled =
        new CompiledCopy(own == null ? builder.compiler : () -> CompiledNetwork.of(own, scaling));
  }

  /** A graph whose images have the channels blue, green, red. */
  public static ImageClassifier of(ComputationGraph graph, InputScaling scaling) {
    return builder(graph, scaling).build();
  }

  /** A network of layers; a copy is explained. */
  public static ImageClassifier of(MultiLayerNetwork network, InputScaling scaling) {
    return builder(network, scaling).build();
  }

  /**
   * Any classifier: only methods that do not look inside can explain it, such as {@link Occlusion}.
   *
   * @param scorer takes images of 0..255, and normalises them itself
   * @param channels of its images
   */
  public static ImageClassifier of(Scorer scorer, int channels) {
    return builder(scorer, channels).build();
  }

  /**
   * Starts with a graph.
   *
   * @param graph a trained network with one image as input and one output; in NCHW or NHWC, which
   *     is found out; stays the caller's
   * @param scaling what is done to pixels of 0..255 before they enter the network
   */
  public static Builder builder(ComputationGraph graph, InputScaling scaling) {
    return new Builder(null, Objects.requireNonNull(graph, "graph must not be null"), scaling);
  }

  /** Starts with a network of layers. */
  public static Builder builder(MultiLayerNetwork network, InputScaling scaling) {
    Builder builder = builder(network.toComputationGraph(), scaling);
    builder.ownsGraph = true;
    return builder;
  }

  /** Starts with any classifier. */
  public static Builder builder(Scorer scorer, int channels) {
    return new Builder(
        Objects.requireNonNull(scorer, "scorer must not be null"),
        null,
        InputScaling.none(channels));
  }

  /** What else is known of a classifier. */
  public static final class Builder {
    private final @Nullable Scorer scorer;
    private final @Nullable ComputationGraph graph;
    private final InputScaling scaling;
    private boolean ownsGraph;
    private @Nullable FeatureReader features;
    private @Nullable Supplier<CompiledNetwork> compiler;
    private ChannelOrder channelOrder = ChannelOrder.BGR;
    private List<String> classNames = List.of();

    private Builder(
        @Nullable Scorer scorer, @Nullable ComputationGraph graph, InputScaling scaling) {
      this.scorer = scorer;
      this.graph = graph;
      this.scaling = Objects.requireNonNull(scaling, "scaling must not be null");
    }

    /** The order of the channels that the network was trained with. */
    public Builder channelOrder(ChannelOrder order) {
      this.channelOrder = Objects.requireNonNull(order, "order must not be null");
      return this;
    }

    /** Names of the classes, by index. */
    public Builder classNames(String... names) {
      this.classNames = List.of(names);
      return this;
    }

    /**
     * What can be read of the inside of a classifier that is not a DL4J network: class activation
     * maps and Score-CAM then work on it too.
     */
    public Builder features(FeatureReader reader) {
      this.features = Objects.requireNonNull(reader, "reader must not be null");
      return this;
    }

    /**
     * How a classifier that is not a DL4J network is compiled, which is done when it is first
     * needed; see {@link ImageClassifier#checkCompiled}.
     *
     * @param compile the network, which is closed with the classifier; throws {@link
     *     IllegalArgumentException} with the reason if it cannot be compiled
     */
    public Builder compiler(Supplier<CompiledNetwork> compile) {
      this.compiler = Objects.requireNonNull(compile, "compile must not be null");
      return this;
    }

    /**
     * Makes the classifier.
     *
     * @throws IllegalArgumentException if the layers of the graph contradict each other about where
     *     the channels are
     */
    public ImageClassifier build() {
      return new ImageClassifier(this);
    }
  }

  /** What is done to pixels before the network sees them. */
  public InputScaling scaling() {
    return scaling;
  }

  /** Where the network has its channels; images given to this class are NCHW all the same. */
  public CNN2DFormat layout() {
    return layout;
  }

  /** The order of the channels of images. */
  public ChannelOrder channelOrder() {
    return channelOrder;
  }

  /** Names of the classes by index; empty if none were given. */
  public List<String> classNames() {
    return classNames;
  }

  /** The index of a class by its name. */
  public int target(String className) {
    int index = classNames.indexOf(className);
    Checks.require(index >= 0, "className must be one of %s, was '%s'", classNames, className);
    return index;
  }

  /** The pixels of an image as this class takes them; its size is not changed. */
  public INDArray pixels(BufferedImage image) {
    return channelOrder.pixels(image, scaling.channels());
  }

  /**
   * Probabilities (or what else the scorer returns).
   *
   * @param batch float32 {@code [N,C,H,W]}, 0..255
   * @return {@code [N,K]}
   */
  @Override
  public INDArray score(INDArray batch) {
    requireBatch(batch);
    CompiledNetwork fast = compiled.network();
    if (fast != null) {
      return fast.score(batch);
    }
    return own(batch);
  }

  /** What the framework says that the classifier was made with. */
  private INDArray own(INDArray batch) {
    return scorer != null
        ? scorer.score(batch)
        : graph("score").outputSingle(false, networkInput(batch));
  }

  /** The class with the highest score; the first of equals. */
  public int predicted(INDArray image) {
    return predictedOf(single(image))[0];
  }

  /** The class with the highest score for each image {@code [N,C,H,W]}. */
  int[] predictedOf(INDArray batch) {
    return score(batch).argMax(1).toIntVector();
  }

  /**
   * How windows are scored, and why so.
   *
   * @param engine which it is
   * @param reason one sentence
   */
  public record EngineChoice(OcclusionEngine engine, String reason) {
    public EngineChoice {
      Objects.requireNonNull(engine, "engine must not be null");
      Objects.requireNonNull(reason, "reason must not be null");
    }

    @Override
    public String toString() {
      return engine.name() + ": " + reason;
    }
  }

  /** The fastest exact engine that this classifier allows. It works until this is closed. */
  public EngineChoice occlusionEngine() {
    return occlusionEngine(BATCH);
  }

  /**
   * The same.
   *
   * @param batchSize images per call, at most, where whole images are scored
   */
  public EngineChoice occlusionEngine(int batchSize) {
    CompiledNetwork fast = compiled.network();
    if (fast != null) {
      return new EngineChoice(
          new IncrementalOcclusion(fast, Score.PROBABILITY), fast.description());
    }
    return new EngineChoice(new FullInference(this, batchSize), compiled.refusal());
  }

  /** Whether there are gradients: whether it was made from a DL4J network. */
  public boolean differentiable() {
    return graph != null;
  }

  /** The network itself, for methods that look inside. */
  ComputationGraph graph(String method) {
    if (graph == null) {
      throw new IllegalArgumentException(
          method
              + " looks inside a network: make the classifier from a ComputationGraph or a"
              + " MultiLayerNetwork, or use Occlusion or Rise, which work on any scorer.");
    }
    return graph;
  }

  /** What can be read of the network's inside, for methods that need no gradients. */
  FeatureReader features(String method) {
    FeatureReader reader = features;
    return reader != null
        ? reader
        : new GraphFeatures(graph(method), scaling, () -> gradient(method));
  }

  /** What global average pooling reads, by the compiled network where there is one. */
  INDArray pooled(String method, GapHead head, INDArray batch) {
    CompiledNetwork fast = compiled.network();
    return fast != null && fast.poolsFeatures()
        ? fast.pooled(batch)
        : features(method).features(head.featureVertex(), batch);
  }

  /** The same classifier with other weights: another network of the same layers. */
  ImageClassifier with(ComputationGraph other) {
    Builder builder = builder(other, scaling).channelOrder(channelOrder);
    builder.classNames = classNames;
    return builder.build();
  }

  /** Gradients of scores; made once, freed with this. */
  ScoreGradient gradient(String method) {
    if (gradient == null) {
      gradient = new ScoreGradient(graph(method));
    }
    return gradient;
  }

  /** A batch as the network's own first layer expects it. */
  INDArray networkInput(INDArray batch) {
    INDArray scaled = scaling.apply(batch);
    return layout == CNN2DFormat.NHWC ? scaled.permute(0, 2, 3, 1).dup('c') : scaled;
  }

  /** One image as a batch of one. */
  INDArray single(INDArray image) {
    Checks.require(
        image.rank() == 3 || (image.rank() == 4 && image.size(0) == 1),
        "image must be [C,H,W] or [1,C,H,W], was %s",
        Arrays.toString(image.shape()));
    INDArray batch =
        image.rank() == 4 ? image : image.reshape(1, image.size(0), image.size(1), image.size(2));
    return requireBatch(batch);
  }

  /** Refuses what is not a batch of images. */
  INDArray requireBatch(INDArray batch) {
    Checks.require(
        batch.rank() == 4 && batch.size(1) == scaling.channels(),
        "images must have %d channels, [N,%d,H,W], were %s",
        scaling.channels(),
        scaling.channels(),
        Arrays.toString(batch.shape()));
    return batch;
  }

  /**
   * Compares the compiled network with the framework's own answer, and does without the former
   * where they differ: for networks that were not built by whoever explains them.
   *
   * @param images {@code [N,C,H,W]}, 0..255
   * @param tolerance largest difference, as a part of the largest probability
   */
  public void checkCompiled(INDArray images, double tolerance) {
    requireBatch(images);
    compiled.compare(images, () -> own(images), tolerance);
  }

  @Override
  public void close() {
    compiled.close();
    if (gradient != null) {
      gradient.close();
    }
    if (graph != null && ownsGraph) {
      GraphMemory.free(graph);
    }
  }
}
