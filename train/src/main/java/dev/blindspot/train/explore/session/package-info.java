/** Models and images that somebody asks questions about: what is hidden, and what is then said. */
@NullMarked
package dev.blindspot.train.explore.session;

import org.jspecify.annotations.NullMarked;
