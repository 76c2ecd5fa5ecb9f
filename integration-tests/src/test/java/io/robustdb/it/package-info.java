/**
 * What the built agent does to applications, with real drivers, pools and a real server. It may
 * depend on the harness and names the scenarios, which it runs in JVMs of their own.
 */
@NullMarked
package io.robustdb.it;

import org.jspecify.annotations.NullMarked;
