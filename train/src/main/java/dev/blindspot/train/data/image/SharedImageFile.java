package dev.blindspot.train.data.image;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.io.AtomicFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoded images of one size in one file that any number of processes map into memory: they are
 * decoded once, and the operating system holds them once.
 *
 * <p>The file is the number {@value #MAGIC}, the side in pixels, the number of images N (each an
 * int), N content hashes of 32 bytes, and N images of {@code 3 * side * side} bytes in the order of
 * {@link DecodedImage#bgr}.
 */
public final class SharedImageFile {
  private static final int MAGIC = 0x42535031;
  private static final int HASH_BYTES = 32;
  private static final int BLOCK_BYTES = 1 << 30;

  private final int sizePx;
  private final Map<String, Integer> places;
  private final List<MappedByteBuffer> blocks;
  private final int perBlock;

  private SharedImageFile(
      int sizePx, Map<String, Integer> places, List<MappedByteBuffer> blocks, int perBlock) {
    this.sizePx = sizePx;
    this.places = places;
    this.blocks = blocks;
    this.perBlock = perBlock;
  }

  /** Decodes the images of all rows into a file that is there as a whole or not at all. */
  public static void write(
      Path file, List<ManifestRow> rows, ImageStore images, ProgressListener progress)
      throws IOException {
    Map<String, ManifestRow> distinct = new LinkedHashMap<>();
    rows.forEach(row -> distinct.putIfAbsent(row.contentHash(), row));
    AtomicFile.write(file, temporary -> write(temporary, distinct, images, progress));
  }

  private static void write(
      Path file, Map<String, ManifestRow> rows, ImageStore images, ProgressListener progress)
      throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new java.io.BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      out.writeInt(MAGIC);
      out.writeInt(images.reader().size());
      out.writeInt(rows.size());
      for (String hash : rows.keySet()) {
        out.write(HexFormat.of().parseHex(hash));
      }
      int done = 0;
      for (ManifestRow row : rows.values()) {
        out.write(images.get(row).bgr());
        progress.progress(++done, rows.size());
      }
    }
  }

  /**
   * Maps a file; it stays mapped until the process ends.
   *
   * @throws IOException when it cannot be read, or is not such a file
   */
  public static SharedImageFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer head = read(channel, 0, 3 * Integer.BYTES);
      if (head.getInt() != MAGIC) {
        throw new IOException(file + " is not a file of decoded images");
      }
      int sizePx = head.getInt();
      int count = head.getInt();
      ByteBuffer hashes = read(channel, 3 * Integer.BYTES, count * HASH_BYTES);
      Map<String, Integer> places = new HashMap<>();
      byte[] hash = new byte[HASH_BYTES];
      for (int i = 0; i < count; i++) {
        hashes.get(hash);
        places.put(HexFormat.of().formatHex(hash), i);
      }
      long start = 3L * Integer.BYTES + (long) count * HASH_BYTES;
      int perBlock = Math.max(1, BLOCK_BYTES / (3 * sizePx * sizePx));
      return new SharedImageFile(
          sizePx, places, map(channel, start, 3L * sizePx * sizePx, count, perBlock), perBlock);
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("a file of decoded images is cut short");
      }
    }
    return buffer.flip();
  }

  private static List<MappedByteBuffer> map(
      FileChannel channel, long start, long imageBytes, int count, int perBlock)
      throws IOException {
    if (channel.size() < start + imageBytes * count) {
      throw new IOException("a file of decoded images is cut short");
    }
    List<MappedByteBuffer> blocks = new ArrayList<>();
    for (int first = 0; first < count; first += perBlock) {
      long images = Math.min(perBlock, count - first);
      blocks.add(channel.map(MapMode.READ_ONLY, start + first * imageBytes, images * imageBytes));
    }
    return blocks;
  }

  /** Side of the images in pixels. */
  public int sizePx() {
    return sizePx;
  }

  /** Number of different images. */
  public int count() {
    return places.size();
  }

  /** A copy of the image of a file with this SHA-256; null when it is not among them. */
  public @Nullable DecodedImage get(String contentHash) {
    Integer place = places.get(contentHash);
    if (place == null) {
      return null;
    }
    byte[] bgr = new byte[3 * sizePx * sizePx];
    blocks.get(place / perBlock).get(place % perBlock * bgr.length, bgr);
    return new DecodedImage(sizePx, sizePx, bgr);
  }
}
