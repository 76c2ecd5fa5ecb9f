/** What tests of the guard take for somebody else's. */
@NullMarked
package io.robustdb.guard.others;

import org.jspecify.annotations.NullMarked;
