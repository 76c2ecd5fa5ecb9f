/**
 * Where in the code something happens: call sites, stacks, the application's code told from its
 * libraries, and the fingerprint. It depends on the shared words of JDBC alone.
 */
@NullMarked
package io.robustdb.site;

import org.jspecify.annotations.NullMarked;
