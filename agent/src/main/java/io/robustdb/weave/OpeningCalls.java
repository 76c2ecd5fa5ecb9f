package io.robustdb.weave;

import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;

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

  /** Whether a class makes such a call, by its constant pool alone (JVMS 4.4.2). */
  static boolean areAnyIn(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      int item = reader.getItem(index);
      if (item > 0 && isMethod(reader.readByte(item - 1))) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        String method = reader.readUTF8(nameAndType, buffer);
        String descriptor = reader.readUTF8(nameAndType + 2, buffer);
        if (opens(reader.readClass(item, buffer), method, descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isMethod(int tag) {
    return tag == METHOD || tag == INTERFACE_METHOD;
  }

  private static boolean isDataSource(String type) {
    String simple = type.substring(type.lastIndexOf('/') + 1);
    return simple.endsWith("DataSource") || simple.contains("ConnectionPool");
  }
}
