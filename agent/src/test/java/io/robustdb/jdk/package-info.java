/** Tests of what is told of foreign objects. */
@NullMarked
package io.robustdb.jdk;

import org.jspecify.annotations.NullMarked;
