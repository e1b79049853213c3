/**
 * The explorer's web server and page. What comes in is checked here; no path of a client reaches
 * the file system.
 */
@NullMarked
package dev.blindspot.train.explore.server;

import org.jspecify.annotations.NullMarked;
