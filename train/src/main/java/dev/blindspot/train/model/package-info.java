/**
 * VGG16 with a global-average-pooling head: building it, its first weights, scoring with it, saving
 * and loading.
 */
@NullMarked
package dev.blindspot.train.model;

import org.jspecify.annotations.NullMarked;
