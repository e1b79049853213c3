/** Work on a cluster of Apache Spark: scheduling, retries and transport are Spark's. */
@NullMarked
package dev.blindspot.train.spark;

import org.jspecify.annotations.NullMarked;
