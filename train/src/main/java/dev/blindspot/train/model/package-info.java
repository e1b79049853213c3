/**
 * Networks with a global-average-pooling head: building them, their first weights, scoring with
 * them, saving and loading.
 */
@NullMarked
package dev.blindspot.train.model;

import org.jspecify.annotations.NullMarked;
