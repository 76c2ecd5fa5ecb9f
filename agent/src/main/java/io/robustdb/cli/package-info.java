/**
 * The commands of {@code java -jar robustdb.jar}. They read reports that agents have written, or
 * ask for one where an agent is running, and know the gate, the formats and the options. Of a
 * running agent they know no more than how it is asked.
 */
@NullMarked
package io.robustdb.cli;

import org.jspecify.annotations.NullMarked;
