package dev.blindspot.explain.onednn.runtime;

import java.util.Locale;
import org.bytedeco.dnnl.global.dnnl;

/** The vector instructions that oneDNN uses: the processor's, less what the environment forbids. */
enum InstructionSet {
  AVX512_CORE(dnnl.dnnl_cpu_isa_avx512_core, 16),
  AVX2(dnnl.dnnl_cpu_isa_avx2, 8),
  AVX(dnnl.dnnl_cpu_isa_avx, 8),
  SSE41(dnnl.dnnl_cpu_isa_sse41, 8),
  OTHER(0, 8);

  private final int bits;
  private final int block;

  InstructionSet(int bits, int block) {
    this.bits = bits;
    this.block = block;
  }

  /** The best of these that is used here; codes of oneDNN contain those of what they extend. */
  static InstructionSet current() {
    int isa = dnnl.dnnl_get_effective_cpu_isa();
    for (InstructionSet set : values()) {
      if ((isa & set.bits) == set.bits) {
        return set;
      }
    }
    return OTHER;
  }

  boolean avx512() {
    return this == AVX512_CORE;
  }

  /** Channels that lie side by side in the layout that its convolutions read fastest. */
  int block() {
    return block;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
