/** An agent that does nothing: what attaching any agent costs. Packed into a jar of its own. */
@NullMarked
package idle.agent;

import org.jspecify.annotations.NullMarked;
