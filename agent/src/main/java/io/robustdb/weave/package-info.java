/**
 * Puts the calls of the bridge into classes as they are loaded: everything that touches byte code.
 * It knows the bridge, the words of JDBC and the call sites, and nobody behind the bridge.
 *
 * <p>The way of a class: {@link io.robustdb.weave.JdbcTransformer} asks {@link
 * io.robustdb.weave.ConstantPoolFilter}, which rejects nearly all in microseconds; what passes gets
 * its roles from {@link io.robustdb.weave.Hierarchy} and its calls from {@link
 * io.robustdb.weave.ClassWeaver}.
 */
@NullMarked
package io.robustdb.weave;

import org.jspecify.annotations.NullMarked;
