/**
 * The commands of {@code java -jar robustdb.jar}. They read reports that agents have written, and
 * know the gate, the formats and the options, but nothing of a running agent.
 */
@NullMarked
package io.robustdb.cli;

import org.jspecify.annotations.NullMarked;
