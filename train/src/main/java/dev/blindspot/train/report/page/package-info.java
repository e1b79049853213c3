/** One self-contained {@code report.html}, and runs side by side. */
@NullMarked
package dev.blindspot.train.report.page;

import org.jspecify.annotations.NullMarked;
