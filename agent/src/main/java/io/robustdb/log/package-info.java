/**
 * The agent's own log, on stderr. It depends on nothing of ours; whoever has something to say to
 * the user of the agent, rather than about the application, says it here.
 */
@NullMarked
package io.robustdb.log;

import org.jspecify.annotations.NullMarked;
