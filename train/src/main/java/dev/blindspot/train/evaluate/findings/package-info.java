/** Images worth a look: likely label errors, mistakes, disagreements. */
@NullMarked
package dev.blindspot.train.evaluate.findings;

import org.jspecify.annotations.NullMarked;
