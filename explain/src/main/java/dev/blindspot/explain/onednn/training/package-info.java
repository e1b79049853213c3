/**
 * Layers of a network that is trained, forward and backward, over memory that somebody else holds:
 * what a framework's layer calls. Each keeps its kernels and working memory from step to step.
 */
@NullMarked
package dev.blindspot.explain.onednn.training;

import org.jspecify.annotations.NullMarked;
