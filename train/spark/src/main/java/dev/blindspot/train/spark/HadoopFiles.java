package dev.blindspot.train.spark;

import dev.blindspot.train.data.manifest.RemoteFiles;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.io.FolderArchive;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import scala.Option;

/**
 * Files of any file system that Hadoop reads, with the settings of the cluster that this process is
 * connected to ({@code spark.hadoop.*} among them), else with Hadoop's own.
 */
public final class HadoopFiles implements RemoteFiles {
  private static final int AT_ONCE = 8; // what is waited for is the network, not the processor

  @Override
  public void copy(URI address, Path target) throws IOException {
    org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(address);
    FileSystem files = FileSystem.get(address, configuration());
    FileStatus status = files.getFileStatus(from);
    if (status.isFile()) {
      copy(files, status, target);
    } else {
      copyFolder(files, status, target);
    }
  }

  private static Configuration configuration() {
    Option<SparkContext> connected = SparkContext$.MODULE$.getActive();
    return connected.isDefined() ? connected.get().hadoopConfiguration() : new Configuration();
  }

  private static void copyFolder(FileSystem files, FileStatus folder, Path target)
      throws IOException {
    Path root = Files.createDirectories(target.toAbsolutePath().normalize());
    Set<Path> wanted = new HashSet<>();
    List<Callable<Path>> copies = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(folder.getPath(), true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      Path copy = root.resolve(relative(folder, file)).normalize();
      if (!copy.startsWith(root)) {
        throw new IOException(file.getPath() + " is outside of the folder that was asked for");
      }
      wanted.add(copy);
      copies.add(
          () -> {
            copy(files, file, copy);
            return copy;
          });
    }
    carryOut(copies);
    deleteOthers(root, wanted);
  }

  private static String relative(FileStatus folder, FileStatus file) {
    return folder.getPath().toUri().relativize(file.getPath().toUri()).getPath();
  }

  private static void carryOut(List<Callable<Path>> copies) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Path> copy : pool.invokeAll(copies)) {
        copy.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while files were copied", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void copy(FileSystem files, FileStatus file, Path target) throws IOException {
    FileTime modified = FileTime.fromMillis(file.getModificationTime());
    boolean known =
        Files.isRegularFile(target)
            && Files.size(target) == file.getLen()
            && Files.getLastModifiedTime(target).toMillis() == modified.toMillis();
    if (!known) {
      AtomicFile.write(
          target,
          temporary -> {
            try (InputStream in = files.open(file.getPath())) {
              Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setLastModifiedTime(temporary, modified);
          });
    }
  }

  private static void deleteOthers(Path root, Set<Path> wanted) throws IOException {
    for (Path file : FolderArchive.files(root)) {
      boolean written = file.toString().endsWith(".part"); // perhaps by another process
      if (!wanted.contains(file) && !written) {
        Files.delete(file);
      }
    }
  }
}
