package io.robustdb.jdbc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a JDBC method means to us. The ordinal is the number that woven code hands back
 * through the bridge.
 */
public enum JdbcCall {
  /** {@code Driver.connect}: opens a physical connection. */
  CONNECT,
  /**
   * {@code DataSource.getConnection}: a checkout, or a connection where no pool is behind it; and
   * {@code PooledConnection.getConnection}: a handle of it.
   */
  GET_CONNECTION,
  /** {@code getPooledConnection} and {@code getXAConnection}: opens a physical connection. */
  GET_POOLED_CONNECTION,
  CLOSE_DATA_SOURCE,
  CLOSE_POOLED_CONNECTION,
  /** {@code Connection.close} and {@code abort}. */
  CLOSE_CONNECTION,
  CREATE_STATEMENT,
  IS_VALID,
  /** Set-up of the session and ends of transactions: a failure counts, a success proves nothing. */
  SET_UP,
  EXECUTE,
  CLOSE_STATEMENT,
  /** A result set is handed out other than by executing. */
  GET_RESULT_SET,
  CLOSE_RESULT_SET,
  /** {@code Connection.unwrap}: what is inside may be used without the handle. */
  UNWRAP;

  private static final JdbcCall[] VALUES = values();
  private static final JdbcRole[] ROLES = JdbcRole.values();

  private static final String CONNECTION = "Ljava/sql/Connection;";

  private static final Set<String> SET_UP_METHODS =
      Set.of(
          "setAutoCommit",
          "setCatalog",
          "setSchema",
          "setReadOnly",
          "setTransactionIsolation",
          "setNetworkTimeout",
          "setHoldability",
          "setClientInfo",
          "commit",
          "rollback");

  private static final Set<String> EXECUTE_METHODS =
      Set.of(
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "executeBatch",
          "executeLargeBatch");

  /** Ways to close a pool that are found in the wild, in the order in which they are tried. */
  public static final List<String> CLOSE_DATA_SOURCE_METHODS =
      List.of("close", "shutdown", "terminate", "destroy");

  private static final Set<String> OTHER_METHODS =
      Set.of(
          "connect",
          "getConnection",
          "getPooledConnection",
          "getXAConnection",
          "abort",
          "createStatement",
          "prepareStatement",
          "prepareCall",
          "isValid",
          "getResultSet",
          "getGeneratedKeys",
          "unwrap");

  private static final Set<String> METHODS = methods();

  /** The call of an ordinal that woven code hands back. */
  public static JdbcCall of(int ordinal) {
    return VALUES[ordinal];
  }

  /** Whether an end of this call hands out an object that must be closed. */
  public boolean opens() {
    return this == CONNECT || this == GET_CONNECTION || this == GET_POOLED_CONNECTION;
  }

  /**
   * What a method means in a class of a role.
   *
   * @param descriptor of the method (JVMS 4.3.3)
   * @return null where it means nothing to us
   */
  public static @Nullable JdbcCall of(JdbcRole role, String method, String descriptor) {
    String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
    return switch (role) {
      case DRIVER -> opensThroughDriver(method, parameters) ? CONNECT : null;
      case DATA_SOURCE -> ofDataSource(method, descriptor);
      case POOLED_DATA_SOURCE ->
          method.equals("getPooledConnection") || method.equals("getXAConnection")
              ? GET_POOLED_CONNECTION
              : null;
      case POOLED_CONNECTION -> ofPooledConnection(method, descriptor);
      case CONNECTION -> ofConnection(method, parameters);
      case STATEMENT -> ofStatement(method, parameters);
      case RESULT_SET ->
          method.equals("close") && parameters.equals("()") ? CLOSE_RESULT_SET : null;
    };
  }

  /** Whether a method of this name may mean something to us. */
  public static boolean mayBe(String method) {
    return METHODS.contains(method);
  }

  /** Whether a method means something to us in a class of some role. */
  public static boolean isAny(String method, String descriptor) {
    if (mayBe(method)) {
      for (JdbcRole role : ROLES) {
        if (of(role, method, descriptor) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<String> methods() {
    Set<String> methods = new HashSet<>(OTHER_METHODS);
    methods.addAll(SET_UP_METHODS);
    methods.addAll(EXECUTE_METHODS);
    methods.addAll(CLOSE_DATA_SOURCE_METHODS);
    return Set.copyOf(methods);
  }

  /**
   * The role that a method by itself betrays, for classes that give a JDBC class its methods
   * without implementing the interface themselves.
   */
  public static @Nullable JdbcRole roleBySignature(String method, String descriptor) {
    if (method.equals("getConnection") && isGetConnection(descriptor)) {
      return JdbcRole.DATA_SOURCE;
    }
    if (method.equals("createStatement") && descriptor.equals("()Ljava/sql/Statement;")) {
      return JdbcRole.CONNECTION;
    }
    if (method.equals("executeQuery") && descriptor.endsWith(")Ljava/sql/ResultSet;")) {
      return JdbcRole.STATEMENT;
    }
    return null;
  }

  private static boolean opensThroughDriver(String method, String parameters) {
    return method.equals("connect")
        && parameters.equals("(Ljava/lang/String;Ljava/util/Properties;)");
  }

  private static boolean isGetConnection(String descriptor) {
    return descriptor.endsWith(")" + CONNECTION)
        && (descriptor.startsWith("()")
            || descriptor.startsWith("(Ljava/lang/String;Ljava/lang/String;)"));
  }

  private static @Nullable JdbcCall ofDataSource(String method, String descriptor) {
    if (method.equals("getConnection")) {
      boolean known =
          descriptor.startsWith("()L")
              || descriptor.startsWith("(Ljava/lang/String;Ljava/lang/String;)L");
      return known ? GET_CONNECTION : null;
    }
    return isClose(method, descriptor) ? CLOSE_DATA_SOURCE : null;
  }

  /** Whether a method is one by which pools are closed: no argument, or one truth value. */
  public static boolean isClose(String method, String descriptor) {
    return CLOSE_DATA_SOURCE_METHODS.contains(method)
        && (descriptor.equals("()V") || (descriptor.equals("(Z)V") && method.equals("close")));
  }

  private static @Nullable JdbcCall ofPooledConnection(String method, String descriptor) {
    if (method.equals("getConnection") && descriptor.startsWith("()L")) {
      return GET_CONNECTION;
    }
    return method.equals("close") && descriptor.startsWith("()") ? CLOSE_POOLED_CONNECTION : null;
  }

  private static @Nullable JdbcCall ofConnection(String method, String parameters) {
    return switch (method) {
      case "close" -> parameters.equals("()") ? CLOSE_CONNECTION : null;
      case "abort" ->
          parameters.equals("(Ljava/util/concurrent/Executor;)") ? CLOSE_CONNECTION : null;
      case "createStatement", "prepareStatement", "prepareCall" -> CREATE_STATEMENT;
      case "isValid" -> parameters.equals("(I)") ? IS_VALID : null;
      case "unwrap" -> parameters.equals("(Ljava/lang/Class;)") ? UNWRAP : null;
      default -> SET_UP_METHODS.contains(method) ? SET_UP : null;
    };
  }

  private static @Nullable JdbcCall ofStatement(String method, String parameters) {
    if (EXECUTE_METHODS.contains(method)) {
      return parameters.equals("()") || parameters.startsWith("(Ljava/lang/String;")
          ? EXECUTE
          : null;
    }
    return switch (method) {
      case "close" -> parameters.equals("()") ? CLOSE_STATEMENT : null;
      case "getResultSet", "getGeneratedKeys" -> parameters.equals("()") ? GET_RESULT_SET : null;
      default -> null;
    };
  }
}
