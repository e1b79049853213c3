package dev.blindspot.train.model.download;

import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings the bytes of one file into a part beside it; what has arrived stays there when a
 * connection breaks.
 *
 * @param file what is wanted
 * @param part what has arrived of it
 */
record Transfer(PublishedFile file, Path part, HttpRequest request, Progress progress) {
  private static final int BUFFER = 1 << 16;
  private static final long MEGABYTE = 1_000_000;

  /** Bytes that have arrived, now or earlier. */
  long arrived() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** Whether nothing is missing, as far as the size tells. */
  boolean isComplete() throws IOException {
    return file.bytes() > 0 && arrived() == file.bytes();
  }

  /** Brings what is missing. */
  void from(URI address) throws IOException {
    if ("file".equals(address.getScheme())) {
      try (InputStream in = Files.newInputStream(Path.of(address))) {
        append(in, 0, file.bytes());
      }
      return;
    }
    long before = arrived();
    HttpRequest.Answer answer = request.ask(address, before);
    HttpURLConnection connection = answer.connection();
    long length = connection.getContentLengthLong();
    long total = file.bytes() > 0 ? file.bytes() : length < 0 ? 0 : answer.start() + length;
    try (InputStream in = connection.getInputStream()) {
      append(in, answer.start(), total);
    } finally {
      connection.disconnect();
    }
    if (total > 0 && arrived() < total) {
      throw new IOException(
          "the connection ended after %d of %d bytes".formatted(arrived(), total));
    }
  }

  private void append(InputStream in, long start, long total) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = start;
    try (Progress.Task task = progress.start("fetching " + file.name() + ", MB", megabytes(total));
        OutputStream out =
            start == 0
                ? Files.newOutputStream(part)
                : Files.newOutputStream(part, StandardOpenOption.APPEND)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        done += n;
        if (file.bytes() > 0 && done > file.bytes()) {
          throw new RangeException("it is longer than " + file.bytes() + " bytes");
        }
        out.write(buffer, 0, n);
        task.step(done / MEGABYTE, "");
      }
      task.step(megabytes(done), "");
    }
  }

  private static long megabytes(long bytes) {
    return (bytes + MEGABYTE - 1) / MEGABYTE;
  }
}
