@NullMarked
package dev.blindspot.train.ablation;

import org.jspecify.annotations.NullMarked;
