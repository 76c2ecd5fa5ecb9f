/**
 * What the user wants: reads the agent's argument, system properties, environment and file into one
 * typed object. It depends on nothing of ours.
 */
@NullMarked
package io.robustdb.options;

import org.jspecify.annotations.NullMarked;
