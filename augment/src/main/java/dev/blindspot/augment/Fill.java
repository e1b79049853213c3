package dev.blindspot.augment;

import java.io.Serializable;

/**
 * What replaces hidden pixels, in 0..255 before normalisation. Random fills are reproducible: they
 * depend on the edit's noise seed and the pixel's place alone, and give the same picture on every
 * kind of target.
 */
public sealed interface Fill extends Serializable {

  /** Zero before normalisation: black. */
  record Zero() implements Fill {}

  /** The mean colour of the training pictures: zero after a normalisation by that mean. */
  record Mean() implements Fill {}

  /** One colour. */
  record Constant(Rgb colour) implements Fill {}

  /** Every channel of every pixel uniform in the whole numbers 0..255. */
  record PixelUniform() implements Fill {}

  /** Every channel of every pixel normal. */
  record PixelNormal() implements Fill {}

  /** One colour per patch, its channels uniform in the whole numbers 0..255. */
  record PatchUniform() implements Fill {}

  /** A patch of the same shape from another place of the same picture. */
  record ImagePatch() implements Fill {}
}
