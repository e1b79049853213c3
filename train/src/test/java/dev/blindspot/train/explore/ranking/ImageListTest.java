package dev.blindspot.train.explore.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.explore.DrawnExplorer;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.ranking.ImageList.Filter;
import dev.blindspot.train.explore.ranking.ImageList.Found;
import dev.blindspot.train.explore.ranking.ImageList.Order;
import dev.blindspot.train.explore.ranking.ImageList.Show;
import dev.blindspot.train.explore.session.Explorer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first model says "bright" of greys above 127; all images are dark to the second. */
@Timeout(60)
class ImageListTest {
  private static final int[] GREYS = {140, 255, 20, 200};

  private final Explorer explorer = DrawnExplorer.of(GREYS.length, index -> GREYS[index]);
  private final CleanScores scores = CleanScores.start(explorer);
  private final HiddenScores hidden = new HiddenScores(explorer);
  private final ImageList list = new ImageList(explorer.gallery(), scores, hidden);

  @BeforeEach
  void waitForTheScores() {
    while (scores.done() < GREYS.length) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void close() {
    scores.close();
    hidden.close();
    explorer.close();
  }

  private Found find(Order order, Show show, String name) {
    return list.find(new Filter(order, show, Gallery.NO_LABEL, name));
  }

  private List<Integer> hiding(Order order) {
    Found found = find(order, Show.ALL, "");
    while (found.scored() < GREYS.length) {
      found = find(order, Show.ALL, "");
    }
    return found.images();
  }

  @Test
  void confidenceAndDisagreementAreOfTheModelsProbabilities() {
    assertThat(find(Order.UNSURE, Show.ALL, "").images()).containsExactly(0, 3, 2, 1);
    assertThat(find(Order.SURE, Show.ALL, "").images()).containsExactly(1, 2, 3, 0);
    assertThat(find(Order.DISAGREE, Show.ALL, "").images()).containsExactly(1, 3, 0, 2);
    assertThat(find(Order.INDEX, Show.DISAGREE, "").images()).containsExactly(0, 1, 3);
  }

  @Test
  void classesAreTheLabelsOrWhatTheFirstModelSays() {
    assertThat(find(Order.CLASS, Show.ALL, "").images()).containsExactly(0, 2, 1, 3);
    Explorer kinds = DrawnExplorer.ofKinds(800); // without labels; all are taken for number 700
    try (kinds;
        CleanScores said = CleanScores.start(kinds);
        HiddenScores none = new HiddenScores(kinds)) {
      while (said.done() < 3) {
        Thread.onSpinWait();
      }
      ImageList unlabelled = new ImageList(kinds.gallery(), said, none);
      assertThat(unlabelled.find(new Filter(Order.CLASS, Show.ALL, 700, "")).images())
          .containsExactly(0, 1, 2);
      assertThat(unlabelled.find(new Filter(Order.CLASS, Show.ALL, 42, "")).images()).isEmpty();
    }
  }

  @Test
  void whatLosesMostComesFirst() {
    assertThat(hiding(Order.DROP)).containsExactly(1, 3, 0, 2);
    assertThat(hiding(Order.SUSPECTS)).containsExactly(1, 3, 0, 2);
    HiddenScores.Row bright = hidden.of(3);
    assertThat(bright).isNotNull();
    assertThat(bright.drop()).isCloseTo(200f / 255, within(1e-6f));
    assertThat(bright.suspectDrop()).isCloseTo(200f / 255, within(1e-6f));
    HiddenScores.Row dark = hidden.of(2); // of another class than the suspect
    assertThat(dark).isNotNull();
    assertThat(dark.suspectDrop()).isZero();
  }

  @Test
  void nothingIsHiddenBeforeSomebodySortsByIt() {
    find(Order.SURE, Show.ALL, "");
    assertThat(hidden.done()).isZero();
    assertThat(hiding(Order.DROP)).hasSize(GREYS.length);
  }

  @Test
  void namesAreFoundByAPartInSmallOrCapitalLetters() {
    assertThat(find(Order.INDEX, Show.ALL, "AGE 2").images()).containsExactly(2);
    assertThat(find(Order.INDEX, Show.ALL, "none").images()).isEmpty();
  }
}
