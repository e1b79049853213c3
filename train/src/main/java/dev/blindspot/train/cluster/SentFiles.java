package dev.blindspot.train.cluster;

import java.io.Serializable;

/** The files of a folder on their way back from a machine; {@link Cluster#receive} fetches them. */
public interface SentFiles extends Serializable {}
