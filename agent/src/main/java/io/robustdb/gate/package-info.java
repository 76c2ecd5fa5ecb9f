/** Turns a report into pass or fail. It depends on the report alone. */
@NullMarked
package io.robustdb.gate;

import org.jspecify.annotations.NullMarked;
