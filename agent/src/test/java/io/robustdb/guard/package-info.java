/** Tests of the guard's parts by themselves; all of it together needs a child JVM. */
@NullMarked
package io.robustdb.guard;

import org.jspecify.annotations.NullMarked;
