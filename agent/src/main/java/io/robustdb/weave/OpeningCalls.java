package io.robustdb.weave;

import java.util.Set;

/**
 * Which calls may open a resource, by what the calling code says of them: they return a connection
 * or a {@code DataSource}, or construct something that by its name is one.
 */
final class OpeningCalls {
  private static final Set<String> RETURNED =
      Set.of("Ljava/sql/Connection;", "Ljavax/sql/PooledConnection;", "Ljavax/sql/XAConnection;");

  /** Getters that lead back to the connection one came from. */
  private static final Set<String> BACK =
      Set.of(
          "java/sql/Statement",
          "java/sql/PreparedStatement",
          "java/sql/CallableStatement",
          "java/sql/DatabaseMetaData");

  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  private OpeningCalls() {}

  static boolean opens(String owner, String method, String descriptor) {
    if (method.equals("<init>")) {
      return isDataSource(owner);
    }
    String returned = descriptor.substring(descriptor.indexOf(')') + 1);
    if (RETURNED.contains(returned)) {
      return !BACK.contains(owner);
    }
    return returned.endsWith(";") && isDataSource(returned.substring(1, returned.length() - 1));
  }

  /** By index of a constant pool: whether it is such a call (JVMS 4.4.2). */
  static boolean[] in(ConstantPool pool) {
    boolean[] opening = new boolean[pool.size()];
    if (!pool.names(Words.OPENING)) {
      return opening;
    }
    boolean[] texts = pool.textsWith(Words.OPENING);
    for (int index = 1; index < opening.length; index++) {
      int tag = pool.tag(index);
      if (tag == METHOD || tag == INTERFACE_METHOD) {
        int owner = pool.first(pool.first(index));
        int descriptor = pool.second(pool.second(index));
        opening[index] = (texts[descriptor] || texts[owner]) && opens(pool, index);
      }
    }
    return opening;
  }

  private static boolean opens(ConstantPool pool, int method) {
    int nameAndType = pool.second(method);
    return opens(
        pool.className(pool.first(method)),
        pool.text(pool.first(nameAndType)),
        pool.text(pool.second(nameAndType)));
  }

  private static boolean isDataSource(String type) {
    String simple = type.substring(type.lastIndexOf('/') + 1);
    return simple.endsWith("DataSource") || simple.contains("ConnectionPool");
  }
}
