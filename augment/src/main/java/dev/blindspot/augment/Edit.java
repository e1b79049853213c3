package dev.blindspot.augment;

import java.io.Serializable;

/** One change of a picture, drawn but not yet painted. Edits can be logged, kept and replayed. */
public sealed interface Edit extends Serializable permits Patch, RotatedGrid, Mirror, Translation {}
