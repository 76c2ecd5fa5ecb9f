/** Tests of what byte code tells of an object's ways. */
@NullMarked
package io.robustdb.confinement;

import org.jspecify.annotations.NullMarked;
