package dev.blindspot.train.cluster;

import java.io.Serializable;

/**
 * A file or folder that all machines of a cluster can read; {@link ClusterNode#path} tells where.
 */
public interface SharedFiles extends Serializable {}
