package dev.blindspot.train.machine;

import dev.blindspot.train.io.CacheFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where native libraries are unpacked. JavaCPP takes {@code .javacpp} in the user's home, and where
 * that cannot be written a folder of a known name in the common temporary folder, in which anybody
 * may have put libraries of their own. Then a folder that is this user's alone is named instead,
 * for what is drawn and fetched as well.
 */
public final class NativeFolder {
  private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";
  private static final String SQLITE = "org.sqlite.tmpdir";

  private NativeFolder() {}

  /** Names the folder to the libraries, before the first of them is loaded. */
  public static void secure() {
    Path home = Path.of(System.getProperty("user.home", "."));
    if (System.getProperty(JAVACPP) != null || isUsable(home.resolve(".javacpp"))) {
      return;
    }
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
      Path folder = own(temporary, System.getProperty("user.name", "user"));
      System.setProperty(JAVACPP, folder.toString());
      System.setProperty(SQLITE, folder.toString());
      CacheFolder.replaceHome(folder.resolve("cache"));
    } catch (IOException | UnsupportedOperationException e) {
      // no folder of one's own can be made: the libraries say what they cannot write
    }
  }

  private static boolean isUsable(Path folder) {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A folder that only this user may enter: kept between starts, or a new one where the name is
   * taken by somebody else.
   */
  static Path own(Path temporary, String user) throws IOException {
    var onlyMine =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path probe = Files.createTempDirectory(temporary, "blindspot-natives-", onlyMine);
    Path kept = temporary.resolve("blindspot-natives-" + user.replaceAll("[^A-Za-z0-9]", "_"));
    try {
      Files.createDirectory(kept, onlyMine);
    } catch (FileAlreadyExistsException e) {
      if (!isMine(kept, probe)) {
        return probe;
      }
    }
    Files.delete(probe);
    return kept;
  }

  private static boolean isMine(Path folder, Path probe) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))
        && Set.copyOf(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
            .equals(PosixFilePermissions.fromString("rwx------"));
  }
}
