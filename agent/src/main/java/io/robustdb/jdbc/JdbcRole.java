package io.robustdb.jdbc;

import org.jspecify.annotations.Nullable;

/** The JDBC interfaces whose implementations are watched, as a closed set. */
public enum JdbcRole {
  DRIVER,
  DATA_SOURCE,
  POOLED_DATA_SOURCE,
  POOLED_CONNECTION,
  CONNECTION,
  STATEMENT,
  RESULT_SET;

  /**
   * The role of an interface of JDBC.
   *
   * @param internalName the binary name with slashes (JVMS 4.2.1)
   * @return null for every other type
   */
  public static @Nullable JdbcRole of(String internalName) {
    if (!internalName.startsWith("java/sql/") && !internalName.startsWith("javax/sql/")) {
      return null;
    }
    return switch (internalName) {
      case "java/sql/Driver" -> DRIVER;
      case "javax/sql/DataSource" -> DATA_SOURCE;
      case "javax/sql/ConnectionPoolDataSource", "javax/sql/XADataSource" -> POOLED_DATA_SOURCE;
      case "javax/sql/PooledConnection", "javax/sql/XAConnection" -> POOLED_CONNECTION;
      case "java/sql/Connection" -> CONNECTION;
      case "java/sql/Statement", "java/sql/PreparedStatement", "java/sql/CallableStatement" ->
          STATEMENT;
      case "java/sql/ResultSet" -> RESULT_SET;
      default -> null;
    };
  }
}
