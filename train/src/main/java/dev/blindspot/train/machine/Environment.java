package dev.blindspot.train.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run ran on.
 *
 * @param java Java's version and vendor
 * @param os operating system, version and architecture
 * @param cpu processor's name
 * @param cores processors that Java may use
 * @param memoryBytes physical memory of the machine
 * @param backend ND4J backend
 * @param oneDnn whether convolutions went through oneDNN
 * @param dl4jVersion version of Deeplearning4j and ND4J
 * @param heapBytes most heap that Java may use
 * @param libraries versions of what the numbers depend on, by name: OpenCV, JavaCPP, ...; and the
 *     variables of the environment that choose kernels and threads, where they are set
 */
public record Environment(
    String java,
    String os,
    String cpu,
    int cores,
    long memoryBytes,
    String backend,
    boolean oneDnn,
    String dl4jVersion,
    long heapBytes,
    Map<String, String> libraries) {
  public Environment {
    libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
  }
}
