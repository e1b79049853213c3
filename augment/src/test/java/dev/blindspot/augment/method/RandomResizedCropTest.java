package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.Crop;
import dev.blindspot.augment.geometry.Box;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomResizedCropTest {
  private static List<Box> drawn(RandomResizedCrop method, int height, int width) {
    return IntStream.range(0, 4000)
        .mapToObj(i -> method.draw(height, width, Sampling.random(i)))
        .map(edits -> ((Crop) edits.get(0)).box())
        .toList();
  }

  @Test
  void areasAreUniformAndAspectsAsOftenTallAsFlat() {
    List<Box> boxes = drawn(RandomResizedCrop.paper().withArea(0.2, 0.5), 1000, 1000);
    double mean = boxes.stream().mapToDouble(box -> box.area() / 1e6).average().orElseThrow();
    assertThat(mean).isCloseTo(0.35, within(0.005));
    assertThat(boxes)
        .allSatisfy(
            box -> {
              assertThat(box.area() / 1e6).isBetween(0.199, 0.501);
              assertThat((double) box.height() / box.width()).isBetween(0.747, 1.337);
            });
    double tall =
        boxes.stream().filter(box -> box.height() > box.width()).count() / (double) boxes.size();
    assertThat(tall).isCloseTo(0.5, within(0.03));
  }

  @Test
  void placesAreUniform() {
    List<Box> boxes = drawn(RandomResizedCrop.paper().withArea(0.25, 0.25), 400, 400);
    double left =
        boxes.stream().mapToDouble(box -> box.x() / (400.0 - box.width())).average().orElseThrow();
    assertThat(left).isCloseTo(0.5, within(0.02));
  }

  /** Of a strip that no try fits, the largest part in the middle with an allowed aspect. */
  @Test
  void takesTheCentreWhereNothingFits() {
    RandomResizedCrop method = RandomResizedCrop.paper().withArea(1, 1);
    assertThat(drawn(method, 10, 400)).containsOnly(new Box(193, 0, 13, 10));
    assertThat(drawn(method, 400, 10)).containsOnly(new Box(0, 193, 10, 13));
  }

  @Test
  void boxesFollowTheCrop() {
    Sample sample = new Sample(100, 100, List.of(new Box(20, 30, 10, 10)), 0);
    Sample after = sample.after(List.of(new Crop(new Box(0, 20, 50, 50))));
    assertThat(after.boxes()).containsExactly(new Box(41, 21, 19, 19));
  }
}
