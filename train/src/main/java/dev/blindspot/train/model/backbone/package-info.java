/**
 * The published networks up to their last maps, in stages, and the layers that they are made of on
 * this machine.
 */
@NullMarked
package dev.blindspot.train.model.backbone;

import org.jspecify.annotations.NullMarked;
