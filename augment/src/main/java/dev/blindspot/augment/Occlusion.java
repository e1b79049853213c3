package dev.blindspot.augment;

/** An augmentation that hides parts of a picture and leaves the rest where it is. */
public sealed interface Occlusion extends ImageAugmentation
    permits CutOut, RandomErasing, HideAndSeek, GridMask {}
