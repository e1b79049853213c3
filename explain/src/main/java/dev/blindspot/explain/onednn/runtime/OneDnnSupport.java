package dev.blindspot.explain.onednn.runtime;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * Whether oneDNN's own interface can be used in this process, and why not.
 *
 * @param mode what the user allows
 * @param available whether primitives can be made
 * @param winograd whether convolutions may be computed by Winograd's algorithm: it needs AVX-512
 * @param reason a sentence on what is used, or why nothing is
 * @param version of the library, "2.5.2"; empty if it was not loaded
 * @param instructionSet of the processor as the library uses it, "avx512_core"; empty if it was not
 *     loaded
 */
public record OneDnnSupport(
    OneDnnMode mode,
    boolean available,
    boolean winograd,
    String reason,
    String version,
    String instructionSet) {

  /** Looked up once in a process; never throws. */
  public static OneDnnSupport current() {
    return Holder.CURRENT;
  }

  private static final class Holder {
    static final OneDnnSupport CURRENT = probe(System.getProperty(OneDnnMode.PROPERTY, "auto"));
  }

  /** As {@link #current} for another value of the property. */
  static OneDnnSupport probe(String setting) {
    OneDnnMode mode = OneDnnMode.named(setting).orElse(null);
    if (mode == null) {
      return unavailable(
          OneDnnMode.OFF,
          "-D%s must be auto, direct or off, was %s".formatted(OneDnnMode.PROPERTY, setting));
    }
    if (mode == OneDnnMode.OFF) {
      return unavailable(mode, "switched off by -D%s=off".formatted(OneDnnMode.PROPERTY));
    }
    try {
      Loader.load(dnnl.class);
      return loaded(mode);
    } catch (LinkageError | RuntimeException e) { // no library for this platform, or none of it
      return unavailable(
          mode,
          "oneDNN's library could not be loaded on %s (%s)"
              .formatted(Loader.getPlatform(), firstLine(e)));
    }
  }

  private static OneDnnSupport loaded(OneDnnMode mode) {
    dnnl_version_t version = dnnl.dnnl_version();
    String number = version.major() + "." + version.minor() + "." + version.patch();
    InstructionSet set = InstructionSet.current();
    boolean winograd = mode == OneDnnMode.AUTO && set.avx512();
    String how =
        winograd
            ? "Winograd's convolution, or direct where that is faster"
            : mode == OneDnnMode.DIRECT
                ? "direct convolution, as -D%s=direct says".formatted(OneDnnMode.PROPERTY)
                : "direct convolution, because Winograd needs AVX-512";
    return new OneDnnSupport(
        mode,
        true,
        winograd,
        "oneDNN %s on %s: %s".formatted(number, set, how),
        number,
        set.toString());
  }

  private static OneDnnSupport unavailable(OneDnnMode mode, String reason) {
    return new OneDnnSupport(mode, false, false, reason, "", "");
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return e.getClass().getSimpleName()
        + ": "
        + message.lines().findFirst().orElse(message).strip();
  }
}
