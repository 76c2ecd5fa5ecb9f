/**
 * Puts the calls of the bridge into classes as they are loaded: everything that touches byte code.
 * It knows the bridge, the words of JDBC and the call sites, and nobody behind the bridge.
 *
 * <p>The way of a class: {@link io.robustdb.weave.JdbcTransformer} asks {@link
 * io.robustdb.weave.ConstantPoolFilter}, which rejects nearly all in microseconds; what passes is
 * read from its bytes as a {@link io.robustdb.weave.ClassOutline}, which most leave unwoven; the
 * others get their roles from {@link io.robustdb.weave.Hierarchy} and their calls from {@link
 * io.robustdb.weave.ClassWeaver}. Only there a library reads code.
 */
@NullMarked
package io.robustdb.weave;

import org.jspecify.annotations.NullMarked;
