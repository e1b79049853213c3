package dev.blindspot.train.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedPrefetcherTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  private final class Thing implements AutoCloseable {
    private final int number;

    Thing(int number) {
      this.number = number;
      made.incrementAndGet();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void thingsComeInOrder(int threads) {
    try (OrderedPrefetcher<Thing> things =
        new OrderedPrefetcher<>("test", threads, 20, i -> () -> new Thing(i))) {
      assertThat(IntStream.range(0, 20).map(i -> things.take().number).toArray())
          .containsExactly(IntStream.range(0, 20).toArray());
    }
    assertThat(closed).hasValue(0);
  }

  @Test
  void whatIsBeingMadeWhenItEndsIsAwaitedAndClosed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    OrderedPrefetcher<Thing> things =
        new OrderedPrefetcher<>(
            "test",
            1,
            9,
            i ->
                () -> {
                  begun.countDown();
                  await(go);
                  return new Thing(i);
                });
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    Thread closer = new Thread(things::close);
    closer.start();
    go.countDown();
    closer.join();
    assertThat(made.get()).isPositive();
    assertThat(closed).hasValue(made.get());
  }

  /** Not hurried by an interruption, as code that decodes an image is not. */
  private static void await(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        done = latch.getCount() == 0;
      }
    }
  }

  @Test
  void aFailureComesOutWhereItsThingIsTaken() {
    try (OrderedPrefetcher<Thing> things =
        new OrderedPrefetcher<>(
            "test",
            1,
            2,
            i ->
                () -> {
                  if (i == 1) {
                    throw new IllegalStateException("the second");
                  }
                  return new Thing(i);
                })) {
      assertThat(things.take().number).isZero();
      assertThatThrownBy(things::take)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the second");
    }
  }
}
