package dev.blindspot.train.config.binding;

import java.util.regex.Pattern;

/** Tells addresses that Hadoop reads, such as {@code hdfs://host/path}, from paths. */
public final class Addresses {
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

  private Addresses() {}

  /** Whether a text is an address. */
  public static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
