package dev.blindspot.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.manifest.Location;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.source.ManifestReader;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.job.DataJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images at addresses: Hadoop's {@code file:}, and a real HDFS in this process. */
class HadoopFilesTest {
  private static final String CACHE = "blindspot.cache";

  @TempDir private static Path folder;
  private static MiniDFSCluster hdfs;
  private static FileSystem remote;
  private static String before;

  @BeforeAll
  static void start() throws IOException {
    before = System.getProperty(CACHE);
    System.setProperty(CACHE, folder.resolve("cache").toString());
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    hdfs.waitClusterUp();
    remote = hdfs.getFileSystem();
  }

  @AfterAll
  static void stop() throws IOException {
    if (hdfs != null) {
      hdfs.shutdown(true);
    }
    if (before == null) {
      System.clearProperty(CACHE);
    } else {
      System.setProperty(CACHE, before);
    }
  }

  @Test
  void aTableOfImagesInHdfsIsReadAsOneOfThisMachine() throws IOException {
    Path photos = folder.resolve("photos");
    new DataJob(Progress.NONE)
        .draw(new DataSource.Synthetic(12, 32, 1, Shortcut.NONE, 0.5), photos);
    remote.copyFromLocalFile(path(photos.toString()), path("/sets/photos"));
    Manifest there = manifest(hdfs.getURI() + "/sets/photos");
    assertThat(there.rows()).hasSize(12);
    assertThat(there.hash()).isEqualTo(manifest(photos.toString()).hash());
    assertThat(there.rows())
        .extracting(ManifestRow::path)
        .allMatch(file -> file.startsWith(folder.resolve("cache")));
  }

  private static Manifest manifest(String root) {
    LoadedConfig run =
        ConfigReader.of(
            List.of(
                "name=remote",
                "arms.one={}",
                "data.source.csv={table: '%1$s/labels.csv', folder: '%1$s', classes: [other, emergency]}"
                    .formatted(root)),
            folder);
    return ManifestReader.read(run.config().data(), 1, run.folder(), ProgressListener.NONE);
  }

  @Test
  void onlyWhatHasChangedIsCopiedAgain() throws IOException {
    write("/changing/a/one.txt", "one");
    write("/changing/two words.txt", "two");
    String address = hdfs.getURI() + "/changing";
    Path copy = Location.here(address, "--images");
    assertThat(copy.resolve("a/one.txt")).hasContent("one");
    assertThat(copy.resolve("two words.txt")).hasContent("two");

    Path marked = copy.resolve("a/one.txt");
    FileTime modified = Files.getLastModifiedTime(marked);
    Files.writeString(marked, "eno");
    Files.setLastModifiedTime(marked, modified);
    remote.delete(path("/changing/two words.txt"), false);
    write("/changing/three.txt", "three");
    assertThat(Location.here(address, "--images")).isEqualTo(copy);
    assertThat(marked).as("not copied again").hasContent("eno");
    assertThat(copy.resolve("two words.txt")).doesNotExist();
    assertThat(copy.resolve("three.txt")).hasContent("three");

    write("/changing/a/one.txt", "other");
    assertThat(Location.here(address, "--images").resolve("a/one.txt")).hasContent("other");
  }

  @Test
  void hadoopsOwnFileSystemOfThisMachineIsReadToo() throws IOException {
    Path from = Files.createDirectories(folder.resolve("local/inner"));
    Files.writeString(from.resolve("b.txt"), "b");
    URI address = folder.resolve("local").toUri();
    new HadoopFiles().copy(address, folder.resolve("copied"));
    assertThat(folder.resolve("copied/inner/b.txt")).hasContent("b");
    assertThat(Location.here("file://" + from, "--images").resolve("b.txt")).hasContent("b");
  }

  @Test
  void whatCannotBeReadIsTheUsersMistake() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Location.here(hdfs.getURI() + "/nowhere", "--images"))
        .withMessageStartingWith("--images: " + hdfs.getURI() + "/nowhere cannot be read: ")
        .withMessageContaining("does not exist");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Location.here("nosuch://host/x", "data.source.root"))
        .withMessageContaining("data.source.root: nosuch://host/x cannot be read: ")
        .withMessageContaining("nosuch");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Location.here("hdfs://a b/x", "--data"))
        .withMessageContaining("--data: 'hdfs://a b/x' is not an address");
  }

  private static void write(String name, String text) throws IOException {
    try (var out = remote.create(path(name))) {
      out.writeBytes(text);
    }
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(name);
  }
}
