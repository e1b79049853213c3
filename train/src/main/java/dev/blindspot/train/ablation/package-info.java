/**
 * Which settings of a run are worth having: Arbiter suggests them, processes try them, a database
 * remembers what came out. The only package that knows Arbiter, SQLite and Tribuo.
 */
@NullMarked
package dev.blindspot.train.ablation;

import org.jspecify.annotations.NullMarked;
