/**
 * What the types and methods of JDBC mean to the agent: the shared words of the weaver and the
 * observer. It depends on nothing.
 */
@NullMarked
package io.robustdb.jdbc;

import org.jspecify.annotations.NullMarked;
