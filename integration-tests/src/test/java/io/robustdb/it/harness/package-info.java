/**
 * Everything a test needs around the agent: a server, JDKs, child JVMs, libraries in many versions,
 * and the report read back. It depends on no test and on no scenario.
 */
@NullMarked
package io.robustdb.it.harness;

import org.jspecify.annotations.NullMarked;
