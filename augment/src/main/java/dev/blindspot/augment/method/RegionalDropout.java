package dev.blindspot.augment.method;

/** An augmentation that hides parts of an image and leaves the rest where it is. */
public sealed interface RegionalDropout extends ImageAugmentation
    permits CutOut, RandomErasing, HideAndSeek, GridMask {}
