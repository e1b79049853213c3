package dev.blindspot.train.model.download;

import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A published file in a folder of this machine. It is fetched once, from the first address that has
 * it; a fetch that broke off, also in an earlier process, goes on where it was, and nothing bears
 * the file's name before its checksum is right. Processes that want the same file wait for each
 * other.
 */
public final class Download {
  private static final Logger LOG = LoggerFactory.getLogger(Download.class);

  /** File locks are between processes; within one, this is. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final PublishedFile published;
  private final Path folder;
  private final Patience patience;
  private final Transfer transfer;

  /** A file in a folder. */
  public Download(PublishedFile published, Path folder, Progress progress) {
    this(published, folder, progress, new Proxies(System.getenv()), Patience.USUAL);
  }

  Download(
      PublishedFile published, Path folder, Progress progress, Proxies proxies, Patience patience) {
    this.published = published;
    this.folder = folder;
    this.patience = patience;
    this.transfer =
        new Transfer(
            published,
            folder.resolve(published.name() + ".part"),
            new HttpRequest(proxies, patience),
            progress);
  }

  /** Where the file is or will be. */
  public Path file() {
    return folder.resolve(published.name());
  }

  /** Bytes of an unfinished fetch. */
  public long arrived() throws IOException {
    return transfer.arrived();
  }

  /** Whether the file is there and as it was published. */
  public boolean isHere() throws IOException {
    return Files.isRegularFile(file()) && published.checksum().fits(file());
  }

  /**
   * The file, fetched when it is missing or damaged.
   *
   * @throws IOException if no address has it, with what each of them said; a damaged file is left
   *     where it is
   */
  @SuppressWarnings("try") // the lock is held, not used
  public Path fetch() throws IOException {
    if (isHere()) {
      return file();
    }
    Files.createDirectories(folder);
    synchronized (ONE_AT_A_TIME) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(published.name() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        return isHere() ? file() : fetchFromAny(Files.exists(file()));
      }
    }
  }

  private Path fetchFromAny(boolean damaged) throws IOException {
    List<String> answers = new ArrayList<>();
    if (damaged) {
      answers.add(file() + " is damaged");
    }
    for (URI address : published.addresses()) {
      try {
        LOG.info("fetching {}", address);
        return fetchFrom(address);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while fetching " + address, e);
      } catch (IOException e) {
        answers.add(address + ": " + reason(e));
      }
    }
    throw new IOException(String.join("; ", answers));
  }

  private Path fetchFrom(URI address) throws IOException, InterruptedException {
    boolean resumed = transfer.arrived() > 0;
    bring(address);
    Checksum found = published.checksum().of(transfer.part());
    if (!found.equals(published.checksum()) && resumed) {
      LOG.info("what an earlier fetch left does not fit; starting anew");
      Files.delete(transfer.part());
      bring(address);
      found = published.checksum().of(transfer.part());
    }
    if (!found.equals(published.checksum())) {
      Files.delete(transfer.part());
      throw new RefusedException("another file: its checksum is " + found);
    }
    try (FileChannel channel = FileChannel.open(transfer.part(), StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return Files.move(
        transfer.part(),
        file(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Tries until all bytes are there, or none have come for several attempts. */
  private void bring(URI address) throws IOException, InterruptedException {
    int attempt = 0;
    while (!transfer.isComplete()) {
      attempt++;
      patience.pauseBefore(attempt);
      long before = transfer.arrived();
      try {
        transfer.from(address);
        return;
      } catch (RefusedException e) {
        throw e;
      } catch (RangeException e) {
        Files.deleteIfExists(transfer.part());
        if (attempt >= patience.attempts()) {
          throw e;
        }
      } catch (IOException e) {
        if (transfer.arrived() > before) {
          attempt = 0;
        } else if (attempt >= patience.attempts()) {
          throw e;
        }
        LOG.info("{}: {}; trying again", address, reason(e));
      }
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
