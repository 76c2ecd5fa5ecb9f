/**
 * A small service whose start-up leaks a connection and a pool, next to the form of it that does
 * not. It depends on JDBC, HikariCP and an embedded PostgreSQL, and knows nothing of robustdb.
 */
@NullMarked
package io.robustdb.demo;

import org.jspecify.annotations.NullMarked;
