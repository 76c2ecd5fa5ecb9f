/**
 * Programs for child JVMs. They know neither the agent nor the harness, and read no class of this
 * module but their own.
 */
@NullMarked
package io.robustdb.it.scenarios;

import org.jspecify.annotations.NullMarked;
