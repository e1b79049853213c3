package dev.blindspot.explain.onednn.runtime;

import org.bytedeco.dnnl.global.dnnl;

/** Where the numbers of {@code [N,C,H,W]} lie in memory. */
public enum MemoryOrder {
  /** Channel by channel. */
  NCHW(dnnl.dnnl_abcd, 1),
  /** Place by place. */
  NHWC(dnnl.dnnl_acdb, 1),
  /** In blocks of 8 channels, place by place within a block; the last block is filled with 0. */
  BLOCKED_8(dnnl.dnnl_aBcd8b, 8),
  /** In blocks of 16 channels, place by place within a block; the last block is filled with 0. */
  BLOCKED_16(dnnl.dnnl_aBcd16b, 16);

  private final int tag;
  private final int block;

  MemoryOrder(int tag, int block) {
    this.tag = tag;
    this.block = block;
  }

  /** The order that this machine's convolutions read and write fastest. */
  public static MemoryOrder blocked() {
    return InstructionSet.current().block() == BLOCKED_16.block ? BLOCKED_16 : BLOCKED_8;
  }

  /** Whether so many channels fill whole blocks, so that nothing is added to them. */
  public boolean fits(long channels) {
    return channels % block == 0;
  }

  /** Channels of a block; 1 where there are none. */
  public int block() {
    return block;
  }

  int tag() {
    return tag;
  }
}
