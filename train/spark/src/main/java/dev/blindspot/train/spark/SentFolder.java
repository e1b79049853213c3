package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.SentFiles;
import dev.blindspot.train.io.FolderArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.StreamBlockId;
import org.apache.spark.util.io.ChunkedByteBuffer;
import scala.Option;
import scala.reflect.ClassTag;

/**
 * A folder in parts that are blocks of Spark on the disk of the executor that sends it, as Spark
 * keeps results that are too large for a message. They travel one by one, so that neither side
 * holds the whole in memory.
 *
 * @param key of this folder among the blocks of the application
 * @param parts how many
 */
record SentFolder(long key, int parts) implements SentFiles {
  private static final long MOST_NANOS = 5_000_000_000L;
  private static final long LOOK_NANOS = 20_000_000L;

  static SentFolder send(Path folder, BlockManager blocks) throws IOException {
    long key = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    int[] count = {0};
    FolderArchive.write(
        folder,
        file -> true,
        Parts.to(part -> put(new StreamBlockId(count[0]++, key), part, blocks)));
    return new SentFolder(key, count[0]);
  }

  private static void put(StreamBlockId id, byte[] part, BlockManager blocks) throws IOException {
    boolean stored =
        blocks.putBytes(
            id,
            new ChunkedByteBuffer(ByteBuffer.wrap(part)),
            StorageLevel.DISK_ONLY(),
            true,
            ClassTag.apply(byte[].class));
    if (!stored) {
      throw new IOException("the executor could not store what it was to send back: " + id);
    }
  }

  /**
   * Fetches the files, and frees what holds them.
   *
   * @throws Cluster.Lost if a part went with its executor
   */
  void receive(Path folder, BlockManager blocks) throws IOException {
    try {
      FolderArchive.read(
          Parts.from(IntStream.range(0, parts).mapToObj(i -> part(i, blocks)).iterator()), folder);
    } finally {
      remove(blocks);
    }
  }

  /** Waits until the executor has done so: Spark tells a connection that is closed before. */
  private void remove(BlockManager blocks) {
    for (int i = 0; i < parts; i++) {
      blocks.master().removeBlock(new StreamBlockId(i, key));
    }
    long end = System.nanoTime() + MOST_NANOS;
    while (System.nanoTime() < end && isAnyLeft(blocks)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean isAnyLeft(BlockManager blocks) {
    return IntStream.range(0, parts)
        .anyMatch(i -> !blocks.master().getLocations(new StreamBlockId(i, key)).isEmpty());
  }

  private byte[] part(int i, BlockManager blocks) {
    Option<ChunkedByteBuffer> bytes = blocks.getRemoteBytes(new StreamBlockId(i, key));
    if (bytes.isEmpty()) {
      throw new Cluster.Lost(
          "part %d of %d of a folder went with the executor that was to send it"
              .formatted(i + 1, parts));
    }
    return bytes.get().toArray();
  }
}
