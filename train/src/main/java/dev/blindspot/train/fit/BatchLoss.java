package dev.blindspot.train.fit;

import java.io.Serializable;

/**
 * What a worker's step gave.
 *
 * @param worker number in its round, from 0
 * @param step of the worker in this round, from 0
 * @param loss mean over the images, without penalties, before the step's update
 * @param images of the batch
 */
public record BatchLoss(int worker, int step, double loss, int images) implements Serializable {}
