package dev.blindspot.train.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void theStreamComesBackAndPartsAreBounded() throws IOException {
    byte[] all = new byte[(40 << 20) + 3];
    new Random(1).nextBytes(all);
    List<byte[]> parts = new ArrayList<>();
    int step = 1 << 20;
    try (OutputStream out = Parts.to(parts::add)) {
      for (int from = 0; from < all.length; from += step) {
        out.write(all, from, Math.min(step, all.length - from));
      }
    }
    assertThat(parts)
        .hasSize(3)
        .allSatisfy(part -> assertThat(part.length).isLessThanOrEqualTo(16 << 20));
    assertThat(Parts.from(parts.iterator()).readAllBytes()).isEqualTo(all);
  }

  @Test
  void nothingIsNoPart() throws IOException {
    List<byte[]> parts = new ArrayList<>();
    Parts.to(parts::add).close();
    assertThat(parts).isEmpty();
    assertThat(Parts.from(parts.iterator()).readAllBytes()).isEmpty();
  }
}
