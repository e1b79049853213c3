package dev.blindspot.train.model;

import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Adler32;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a known checksum that is downloaded once. A download that breaks off leaves nothing
 * behind, and a damaged file in the cache is replaced; DL4J's own zoo keeps the remains of either
 * and fails on them.
 *
 * @param url where it comes from
 * @param file where it is kept
 * @param adler32 its checksum
 */
record CachedDownload(String url, Path file, long adler32) {
  private static final Logger LOG = LoggerFactory.getLogger(CachedDownload.class);
  private static final int CONNECT_TIMEOUT_MS = 30_000;
  private static final int READ_TIMEOUT_MS = 60_000;

  /**
   * The file, downloaded when it is missing or damaged.
   *
   * @throws IOException if it cannot be had; a damaged file in the cache is left where it is
   */
  Path fetch() throws IOException {
    boolean present = Files.isRegularFile(file);
    if (present && checksum(file) == adler32) {
      return file;
    }
    try {
      LOG.info("downloading {} to {}", url, file);
      AtomicFile.write(file, this::download);
    } catch (IOException e) {
      throw present
          ? new IOException("the file there is damaged, and a new download failed: " + e, e)
          : e;
    }
    return file;
  }

  /** Whether a whole copy is in the cache. */
  boolean isPresent() {
    try {
      return Files.isRegularFile(file) && checksum(file) == adler32;
    } catch (IOException e) {
      return false;
    }
  }

  private void download(Path target) throws IOException {
    URLConnection connection = URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
    connection.setReadTimeout(READ_TIMEOUT_MS);
    try (InputStream in = connection.getInputStream()) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
    long found = checksum(target);
    if (found != adler32) {
      throw new IOException("the download is damaged: its checksum is " + found);
    }
  }

  private static long checksum(Path path) throws IOException {
    Adler32 sum = new Adler32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(path), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return sum.getValue();
  }
}
