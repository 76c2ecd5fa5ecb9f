/** Programs whose start-up checks fail, in all shapes that such code has. */
@NullMarked
package io.robustdb.it.scenarios.guard;

import org.jspecify.annotations.NullMarked;
