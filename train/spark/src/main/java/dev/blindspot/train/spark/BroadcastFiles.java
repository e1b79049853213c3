package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.io.FolderArchive;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Files that are broadcast in parts. A machine that sees the originals (it is the same one, or has
 * them by a shared file system) never asks for the parts.
 */
final class BroadcastFiles implements SharedFiles {
  private static final long serialVersionUID = 1L;

  private final String original;
  private final List<Entry> entries;
  private final List<Broadcast<byte[]>> parts;
  private final String key = UUID.randomUUID().toString();

  /** How a file is recognised. */
  private record Entry(String name, long bytes, long modifiedMillis) implements Serializable {}

  private BroadcastFiles(String original, List<Entry> entries, List<Broadcast<byte[]>> parts) {
    this.original = original;
    this.entries = List.copyOf(entries);
    this.parts = List.copyOf(parts);
  }

  static BroadcastFiles of(Path path, JavaSparkContext spark) throws IOException {
    Path original = path.toAbsolutePath().normalize();
    List<Entry> entries = new ArrayList<>();
    for (Path file : FolderArchive.files(original)) {
      entries.add(entry(FolderArchive.name(original, file), file));
    }
    List<Broadcast<byte[]>> parts = new ArrayList<>();
    if (!spark.isLocal()) {
      FolderArchive.write(
          original, file -> true, Parts.to(part -> parts.add(spark.broadcast(part))));
    }
    return new BroadcastFiles(original.toString(), entries, parts);
  }

  private static Entry entry(String name, Path file) throws IOException {
    return new Entry(name, Files.size(file), Files.getLastModifiedTime(file).toMillis());
  }

  /** The originals, or copies in a folder of this machine. */
  Path here(Path scratch) throws IOException {
    Path there = Path.of(original);
    if (isVisible(there)) {
      return there;
    }
    Path folder = scratch.resolve("shared").resolve(key);
    synchronized (BroadcastFiles.class) {
      Path done = folder.resolveSibling(key + ".done");
      if (!Files.exists(done)) {
        FolderArchive.read(Parts.from(parts.stream().map(Broadcast::value).iterator()), folder);
        Files.createFile(done);
      }
    }
    boolean single = entries.size() == 1 && there.endsWith(entries.get(0).name());
    return single ? folder.resolve(entries.get(0).name()) : folder;
  }

  private boolean isVisible(Path there) throws IOException {
    for (Entry entry : entries) {
      Path file = there.endsWith(entry.name()) ? there : there.resolve(entry.name());
      if (!Files.isRegularFile(file) || !entry(entry.name(), file).equals(entry)) {
        return false;
      }
    }
    return Files.exists(there);
  }

  void forget() {
    parts.forEach(part -> part.destroy(false));
  }
}
