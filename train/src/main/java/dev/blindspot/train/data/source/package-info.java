/** Where images come from: tables, folders of classes, drawn sets; each becomes a manifest. */
@NullMarked
package dev.blindspot.train.data.source;

import org.jspecify.annotations.NullMarked;
