package dev.blindspot.train.report;

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
 */
public record Environment(
    String java,
    String os,
    String cpu,
    int cores,
    long memoryBytes,
    String backend,
    boolean oneDnn,
    String dl4jVersion) {}
