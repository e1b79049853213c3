package dev.blindspot.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Mirror;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CustomAugmentation;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.PlaceErasing;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.mixing.CutMix;
import dev.blindspot.augment.mixing.MixUp;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class AugmentationsTest {
  private static final Rgb MEAN = new Rgb(124, 116, 104);
  private static final RelativeBox PLACE = new RelativeBox(0, 0, 0.6, 0.25);

  /** A user's own. */
  record TwoFlips() implements CustomAugmentation {
    @Override
    public List<Edit> draw(Sample sample, RandomGenerator random) {
      return List.of(new Mirror(), new Mirror());
    }
  }

  @Test
  void everyStepIsWhatItsNameSays() {
    Schedule ramp = new Schedule.Ramp(0, 0.8, 30);
    ImageAugmentation composed =
        Augmentations.compose()
            .horizontalFlip()
            .horizontalFlip(0.1)
            .shift()
            .shift(0.2)
            .cutOut()
            .cutOut(c -> c.withCount(2))
            .cutOut(0.2, c -> c.withCount(3))
            .randomErasing()
            .randomErasing(e -> e.withTries(9))
            .randomErasing(0.3, e -> e.withTries(8))
            .hideAndSeek()
            .hideAndSeek(h -> h.withGridsPx(7))
            .hideAndSeek(0.4, h -> h.withGridsPx(6))
            .gridMask()
            .gridMask(g -> g.withKeepRatio(0.5))
            .gridMask(0.6, g -> g.withKeepRatio(0.4))
            .placeErasing(PLACE)
            .placeErasing(p -> p.withPlaces(PLACE).withMargin(0.1))
            .placeErasing(0.9, p -> p.withPlaces(PLACE).withFill(Fill.zero()))
            .insideBoxes(CutOut.paper())
            .insideBoxes(0.7, CutOut.paper())
            .outsideBoxes(GridMask.paper())
            .outsideBoxes(0.8, GridMask.paper())
            .add(ramp, new TwoFlips())
            .toAugmentation();
    assertThat(composed)
        .isEqualTo(
            new Compose(
                List.of(
                    new RandomApply(0.5, new HorizontalFlip()),
                    new RandomApply(0.1, new HorizontalFlip()),
                    new Shift(0.06),
                    new Shift(0.2),
                    CutOut.paper(),
                    CutOut.paper().withCount(2),
                    new RandomApply(0.2, CutOut.paper().withCount(3)),
                    new RandomApply(0.5, RandomErasing.paper()),
                    new RandomApply(0.5, RandomErasing.paper().withTries(9)),
                    new RandomApply(0.3, RandomErasing.paper().withTries(8)),
                    HideAndSeek.paper(),
                    HideAndSeek.paper().withGridsPx(7),
                    new RandomApply(0.4, HideAndSeek.paper().withGridsPx(6)),
                    GridMask.paper(),
                    GridMask.paper().withKeepRatio(0.5),
                    new RandomApply(0.6, GridMask.paper().withKeepRatio(0.4)),
                    PlaceErasing.defaults().withPlaces(PLACE),
                    PlaceErasing.defaults().withPlaces(PLACE).withMargin(0.1),
                    new RandomApply(0.9, new PlaceErasing(List.of(PLACE), 0, Fill.zero())),
                    new InsideBoxes(CutOut.paper()),
                    new RandomApply(0.7, new InsideBoxes(CutOut.paper())),
                    new OutsideBoxes(GridMask.paper()),
                    new RandomApply(0.8, new OutsideBoxes(GridMask.paper())),
                    new RandomApply(ramp, new TwoFlips()))));
  }

  @Test
  void theTransformIsTheOneOfTheConstructor() {
    ImageAugmentations hiding =
        Augmentations.compose().randomErasing(1, e -> e.withFill(Fill.mean(MEAN))).seed(5);
    assertThat(hiding.toImageTransform())
        .isEqualTo(new AugmentationTransform(hiding.toAugmentation(), 5))
        .isNotSameAs(hiding.toImageTransform());
    assertThat(Augmentations.compose().cutOut().datasetMean(MEAN).toImageTransform())
        .isEqualTo(new AugmentationTransform(new Compose(List.of(CutOut.paper())), MEAN, 0));
  }

  @Test
  void aStepChangesNothingThatWasMadeBefore() {
    ImageAugmentations flip = Augmentations.compose().horizontalFlip();
    ImageAugmentation before = flip.toAugmentation();
    flip.shift().seed(3).datasetMean(MEAN);
    assertThat(flip.toAugmentation()).isEqualTo(before);
    assertThat(Augmentations.compose().toAugmentation()).isEqualTo(new Compose(List.of()));
  }

  @Test
  void theMeanIsAskedForByFillsThatNeedIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Augmentations.compose().cutOut().toImageTransform())
        .withMessageStartingWith("datasetMean must be given for the fill 'mean'");
    assertThatNullPointerException()
        .isThrownBy(() -> Augmentations.compose().cutOut(c -> null))
        .withMessage("augmentation must not be null");
  }

  @Test
  void batchesAreMixedAsByTheConstructor() {
    DataSet built = batch();
    Augmentations.mix(MixUp.paper().withAlpha(1))
        .probability(0.9)
        .seed(3)
        .toPreProcessor()
        .preProcess(built);
    DataSet constructed = batch();
    new MixingPreProcessor(MixUp.paper().withAlpha(1), 0.9, 3, Layout.NCHW).preProcess(constructed);
    assertThat(built.getLabels())
        .isEqualTo(constructed.getLabels())
        .isNotEqualTo(batch().getLabels());
    assertThat(built.getFeatures()).isEqualTo(constructed.getFeatures());

    DataSet cut = batch();
    Augmentations.cutMix().layout(Layout.NHWC).seed(4).toPreProcessor().preProcess(cut);
    DataSet expected = batch();
    new MixingPreProcessor(CutMix.paper(), 1, 4, Layout.NHWC).preProcess(expected);
    assertThat(cut.getFeatures()).isEqualTo(expected.getFeatures());

    DataSet kept = batch();
    Augmentations.mixUp().probability(0).toPreProcessor().preProcess(kept);
    assertThat(kept.getFeatures()).isEqualTo(batch().getFeatures());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Augmentations.mixUp().probability(1.5))
        .withMessage("probability must be between 0 and 1, was 1.5");
  }

  private static DataSet batch() {
    INDArray features = Nd4j.arange(4 * 5 * 5 * 5).castTo(DataType.FLOAT).reshape(4, 5, 5, 5);
    return new DataSet(features, Nd4j.eye(4).castTo(DataType.FLOAT));
  }
}
