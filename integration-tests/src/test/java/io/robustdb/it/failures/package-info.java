/**
 * What the guard leaves at a server that really fails: sessions are counted at the server, from
 * outside the program, after every attempt. It may depend on the harness, and orders start-ups of
 * the program in the scenarios, which it runs in JVMs of its own.
 */
@NullMarked
package io.robustdb.it.failures;

import org.jspecify.annotations.NullMarked;
