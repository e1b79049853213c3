package dev.blindspot.train.report.result;

/**
 * An image file of the run.
 *
 * @param title what it shows, in a few words
 * @param file PNG or JPEG, relative to the run's folder, with forward slashes
 */
public record Illustration(String title, String file) {}
