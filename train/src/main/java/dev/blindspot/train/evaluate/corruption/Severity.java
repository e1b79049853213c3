package dev.blindspot.train.evaluate.corruption;

/**
 * How strong a corruption is.
 *
 * @param law whose constants
 * @param level the severity from 0
 * @param scale how much longer than the law's a length in pixels is
 */
record Severity(CorruptionLaw law, int level, double scale) {}
