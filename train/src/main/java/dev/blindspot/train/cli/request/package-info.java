/** What commands ask for. */
@NullMarked
package dev.blindspot.train.cli.request;

import org.jspecify.annotations.NullMarked;
