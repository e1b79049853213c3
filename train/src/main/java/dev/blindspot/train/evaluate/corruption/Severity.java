package dev.blindspot.train.evaluate.corruption;

/**
 * How strong a corruption is.
 *
 * @param constants of which authors
 * @param level the severity from 0
 * @param scale how much longer than the authors' a length in pixels is
 */
record Severity(CorruptionConstants constants, int level, double scale) {}
