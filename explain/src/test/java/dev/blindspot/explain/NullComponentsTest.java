package dev.blindspot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.AverageDrop;
import dev.blindspot.explain.measure.DeletionInsertion;
import dev.blindspot.explain.measure.Focus;
import dev.blindspot.explain.measure.MapBoxes;
import dev.blindspot.explain.measure.MassShare;
import dev.blindspot.explain.measure.Measurement;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.measure.Road;
import dev.blindspot.explain.network.CascadingRandomisation;
import dev.blindspot.explain.network.GapHead;
import dev.blindspot.explain.network.ScoreGradient;
import dev.blindspot.explain.occlusion.FullInference;
import dev.blindspot.explain.occlusion.MultiScaleOcclusion;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.OcclusionSensitivity;
import dev.blindspot.explain.render.ColourBar;
import dev.blindspot.explain.render.ColourMap;
import dev.blindspot.explain.render.ColourScale;
import dev.blindspot.explain.render.Outline;
import dev.blindspot.explain.render.Overlay;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import java.awt.image.BufferedImage;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** A record of the library says by name which of its components must not be null. */
class NullComponentsTest {
  private static final ImageClassifier CLASSIFIER =
      ImageClassifier.of(network(), InputScaling.none(3));

  static Stream<Record> records() {
    Measurement one = Measurement.of(1);
    ColourScale scale = new ColourScale(ColourMap.VIRIDIS, 0, 1);
    Attribution map = new Attribution("test", 0, 1, 1, new float[1]);
    Panel panel =
        new Panel(
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB),
            map,
            new ColourBar("label", scale),
            List.of(),
            "caption");
    return Stream.of(
        ClassActivationMap.of(CLASSIFIER),
        GradCam.of(CLASSIFIER),
        Saliency.of(CLASSIFIER),
        Occlusion.of(CLASSIFIER),
        CLASSIFIER.occlusionEngine(),
        new ModelRandomisation(GradCam::of, 1),
        InputScaling.none(1),
        map,
        one,
        new MassShare(one, 1),
        new Focus(one, one),
        new AverageDrop(one, one),
        new MapBoxes(0.5, MapBoxes.Components.ALL),
        DeletionInsertion.rise(1, 1, 1),
        new DeletionInsertion.Curves(new double[1], new double[1], ""),
        new Road(List.of(0.5), 1, 1, 1),
        new Road.Scores(1, 1, ""),
        new CascadingRandomisation.Step("layer", one, one),
        new GapHead("gap", CNN2DFormat.NCHW, Nd4j.ones(1, 1), Nd4j.ones(1)),
        new ScoreGradient.At(Nd4j.ones(1), Nd4j.ones(1)),
        new FullInference(CLASSIFIER, 1),
        new MultiScaleOcclusion(
            List.of(new MultiScaleOcclusion.Scale(1, 1)), OcclusionFill.grey(0)),
        new OcclusionSensitivity(1, 1, OcclusionFill.grey(0), 1),
        new OcclusionFill.Constant(List.of(1.0)),
        scale,
        new ColourBar("label", scale),
        new Outline(new Region(0, 0, 1, 1), 0),
        Overlay.of(scale),
        panel,
        new Sheet.Row("caption", List.of(panel)),
        new Sheet("title", List.of("column"), List.of(new Sheet.Row("caption", List.of(panel)))));
  }

  @ParameterizedTest
  @MethodSource("records")
  void areRefusedByName(Record valid) throws ReflectiveOperationException {
    RecordComponent[] components = valid.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = valid.getClass().getDeclaredConstructor(types);
    int tried = 0;
    for (int i = 0; i < components.length; i++) {
      boolean mayBeNull = components[i].getAnnotatedType().toString().contains("Nullable");
      if (types[i].isPrimitive() || mayBeNull) {
        continue;
      }
      Object[] values = new Object[components.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = k == i ? null : components[k].getAccessor().invoke(valid);
      }
      assertThatThrownBy(() -> constructor.newInstance(values))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(NullPointerException.class)
          .hasMessage(components[i].getName() + " must not be null");
      tried++;
    }
    assertThat(tried).isPositive();
  }

  private static ComputationGraph network() {
    return TinyNets.init(
        TinyNets.graph(3, 4, 4)
            .addLayer("conv", TinyNets.conv(3, 2), "in")
            .addLayer("gap", TinyNets.gap(), "conv")
            .addLayer("out", TinyNets.softmax(2), "gap")
            .setOutputs("out"));
  }
}
