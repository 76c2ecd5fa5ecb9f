/**
 * Everything that touches the JDK's internals: module doors, the bridge's definition, the last
 * shutdown hook. It depends on nothing of ours.
 */
@NullMarked
package io.robustdb.jdk;

import org.jspecify.annotations.NullMarked;
