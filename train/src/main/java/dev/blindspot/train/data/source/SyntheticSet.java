package dev.blindspot.train.data.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import dev.blindspot.datasets.SyntheticImage;
import dev.blindspot.datasets.SyntheticSpec;
import dev.blindspot.datasets.SyntheticVehicles;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.ContentHash;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.io.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A set of drawn images in a folder. Its {@code synthetic.json} is written last, so that a set that
 * was interrupted is drawn again.
 */
public final class SyntheticSet {
  private static final String MANIFEST = "synthetic.json";

  private final Path folder;
  private final SyntheticVehicles vehicles;
  private final List<SyntheticSpec> plans;
  private final String fingerprint;

  public SyntheticSet(Path folder, DataSource.Synthetic config, List<SyntheticSpec> plans) {
    this.folder = folder;
    this.vehicles = config.vehicles();
    this.plans = List.copyOf(plans);
    this.fingerprint = fingerprint(config, this.plans);
  }

  /** The content of the manifest. */
  record Manifest(
      String fingerprint, int generatorVersion, @JsonProperty("pictures") List<Entry> images) {
    Manifest {
      images = List.copyOf(images);
    }
  }

  /** One image of the manifest. */
  record Entry(String id, int label, List<CueBox> boxes, String sha256) {
    Entry {
      boxes = List.copyOf(boxes);
    }
  }

  /**
   * Writes the images as PNG files on all processors, or finds them already written: a set is
   * complete when its {@code synthetic.json} names the same configuration, plans and generator
   * version.
   *
   * @throws UserError when the folder cannot be written
   */
  public List<SyntheticFile> write(ProgressListener progress) {
    try {
      Files.createDirectories(folder);
      Optional<Manifest> complete = existing();
      Manifest manifest = complete.isPresent() ? complete.get() : draw(progress);
      return manifest.images().stream()
          .map(e -> new SyntheticFile(e.id(), folder.resolve(e.id()), e.label(), e.boxes()))
          .toList();
    } catch (IOException e) {
      throw new UserError("cannot write the synthetic images to " + folder + ": " + e, e);
    }
  }

  private Optional<Manifest> existing() throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Manifest manifest;
    try {
      manifest = StrictJson.MAPPER.readValue(file.toFile(), Manifest.class);
    } catch (JacksonException e) {
      return Optional.empty(); // of another version, or not ours: it is replaced
    }
    boolean same =
        fingerprint.equals(manifest.fingerprint())
            && plans.stream()
                .map(SyntheticSpec::id)
                .toList()
                .equals(manifest.images().stream().map(Entry::id).toList())
            && manifest.images().parallelStream().allMatch(this::isWhole);
    return same ? Optional.of(manifest) : Optional.empty();
  }

  private boolean isWhole(Entry entry) {
    Path image = folder.resolve(entry.id());
    try {
      return Files.isRegularFile(image)
          && ContentHash.of(Files.readAllBytes(image)).equals(entry.sha256());
    } catch (IOException e) {
      return false;
    }
  }

  private Manifest draw(ProgressListener progress) throws IOException {
    Files.deleteIfExists(folder.resolve(MANIFEST));
    AtomicInteger done = new AtomicInteger();
    List<Entry> entries =
        IntStream.range(0, plans.size())
            .parallel()
            .mapToObj(
                i -> {
                  Entry entry = drawOne(plans.get(i));
                  progress.progress(done.incrementAndGet(), plans.size());
                  return entry;
                })
            .toList();
    Manifest manifest = new Manifest(fingerprint, SyntheticVehicles.VERSION, entries);
    byte[] json = StrictJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    AtomicFile.write(folder.resolve(MANIFEST), temporary -> Files.write(temporary, json));
    return manifest;
  }

  private Entry drawOne(SyntheticSpec plan) {
    SyntheticImage drawn = vehicles.draw(plan);
    try {
      byte[] content = png(drawn);
      rename(plan.id(), content);
      return new Entry(plan.id(), plan.label(), drawn.boxes(), ContentHash.of(content));
    } catch (IOException e) {
      throw new UserError("cannot write " + folder.resolve(plan.id()) + ": " + e, e);
    }
  }

  private static byte[] png(SyntheticImage drawn) {
    try (Mat image = new Mat(drawn.sizePx(), drawn.sizePx(), opencv_core.CV_8UC3);
        BytePointer encoded = new BytePointer()) {
      image.data().put(drawn.bgr());
      opencv_imgcodecs.imencode(".png", image, encoded);
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** Whole or not at all, but not flushed to the disk: a lost image is drawn again. */
  private void rename(String name, byte[] content) throws IOException {
    Path temporary = Files.createTempFile(folder, name, ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(
          temporary,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String fingerprint(DataSource.Synthetic config, List<SyntheticSpec> plans) {
    String text = SyntheticVehicles.VERSION + " " + config + " " + plans;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
