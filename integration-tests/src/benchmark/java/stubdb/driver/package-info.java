/** A JDBC driver that does nothing, at once. Packed into a jar of its own, as drivers are. */
@NullMarked
package stubdb.driver;

import org.jspecify.annotations.NullMarked;
