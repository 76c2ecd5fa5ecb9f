/** What the loops and programs work on. Depends on the stub driver and HikariCP. */
@NullMarked
package io.robustdb.benchmark.load;

import org.jspecify.annotations.NullMarked;
