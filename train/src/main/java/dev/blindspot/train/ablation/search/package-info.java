/** Which setting is tried next. The only package that knows Arbiter. */
@NullMarked
package dev.blindspot.train.ablation.search;

import org.jspecify.annotations.NullMarked;
