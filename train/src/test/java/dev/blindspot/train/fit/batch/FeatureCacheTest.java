package dev.blindspot.train.fit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Mirror;
import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.model.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

@ExtendWith(SharedDrawings.class)
class FeatureCacheTest {
  private static final long PLENTY = 1 << 26;

  @TempDir private Path folder;
  private ArmTraining arm;
  private Network network;

  @BeforeEach
  void makeNetwork() {
    arm = TinyRun.arm(TinyRun.load(folder, "model.frozenBlocks=4"), "reference", folder);
    network = network(4);
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void whatIsKeptIsWhatWouldBeComputed() {
    try (FeatureCache cache = new FeatureCache(network.frozen(), PLENTY)) {
      Batch first = plain(0, 1, 2, 3);
      assertThat(cache.features(first)).isEqualTo(network.features(first.images()));
      assertThat(cache.size()).isEqualTo(4);
      Batch known = plain(3, 0);
      assertThat(cache.features(known)).isEqualTo(network.features(known.images()));
      Batch partly = plain(5, 2, 6, 1, 7);
      assertThat(cache.features(partly)).isEqualTo(network.features(partly.images()));
      assertThat(cache.size()).isEqualTo(7);
    }
  }

  @Test
  void augmentedImagesAreComputedAnewAndNotKept() {
    try (FeatureCache cache = new FeatureCache(network.frozen(), PLENTY)) {
      cache.features(plain(0, 1));
      Batch batch = plain(0, 1, 2);
      INDArray changed = batch.images().dup().muli(0.5);
      Batch touched =
          new Batch(
              batch.rows(),
              changed,
              Nd4j.empty(),
              List.of(List.of(), List.of(new Mirror()), List.of(new Mirror())),
              List.of());
      INDArray features = cache.features(touched);
      INDArray plain = network.features(batch.images());
      INDArray augmented = network.features(changed);
      assertThat(features.slice(0)).isEqualTo(plain.slice(0)).isNotEqualTo(augmented.slice(0));
      assertThat(features.slice(1)).isEqualTo(augmented.slice(1));
      assertThat(features.slice(2)).isEqualTo(augmented.slice(2));
      assertThat(cache.size()).isEqualTo(2);
    }
  }

  @Test
  void theBoundOfMemoryIsKept() {
    long bytesOfOne = 4L * 2 * 2 * arm.spec().channels(4);
    try (FeatureCache cache = new FeatureCache(network.frozen(), 3 * bytesOfOne + bytesOfOne / 2)) {
      Batch batch = plain(0, 1, 2, 3, 4);
      assertThat(cache.features(batch)).isEqualTo(network.features(batch.images()));
      assertThat(cache.size()).isEqualTo(3);
      assertThat(cache.features(batch)).isEqualTo(network.features(batch.images()));
      assertThat(cache.size()).isEqualTo(3);
    }
  }

  @Test
  void aImageHasTheSameFeaturesInEveryBatch() {
    Batch all = plain(0, 1, 2, 3, 4, 5, 6, 7);
    INDArray together = network.features(all.images());
    for (int i = 0; i < 8; i++) {
      assertThat(network.features(plain(i).images()).slice(0)).isEqualTo(together.slice(i));
    }
  }

  @Test
  void withoutFrozenBlocksNothingIsKept() {
    try (Network whole = network(0);
        FeatureCache cache = new FeatureCache(whole.frozen(), PLENTY)) {
      Batch batch = plain(0, 1);
      assertThat(cache.features(batch)).isEqualTo(whole.features(batch.images()));
      assertThat(cache.size()).isZero();
    }
  }

  @Test
  void closingFreesWhatIsKept() {
    FeatureCache cache = new FeatureCache(network.frozen(), PLENTY);
    cache.features(plain(0, 1));
    cache.close();
    assertThat(cache.size()).isZero();
  }

  private Network network(int frozen) {
    Network made = Network.trainable(arm.spec(), frozen, new LossMCXENT(), base -> base.seed(1));
    made.setParameters(arm.firstWeights());
    return made;
  }

  private Batch plain(int... samples) {
    List<ManifestRow> rows = new ArrayList<>();
    for (int sample : samples) {
      rows.add(arm.train().get(sample));
    }
    Batch batch = Batch.plain(rows, arm.images());
    assertThat(batch.images())
        .isEqualTo(Batches.toArray(rows.stream().map(arm.images()::get).toList()));
    return batch;
  }
}
