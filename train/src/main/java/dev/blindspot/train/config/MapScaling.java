package dev.blindspot.train.config;

/** Which maps share a colour scale where several images are drawn below each other. */
public enum MapScaling {
  /** All images and arms: colours can be compared between images. */
  SHARED,
  /** The arms of one image: each image shows its strongest place in full colour. */
  PER_IMAGE
}
