package io.robustdb.it.generated;

/** By what a program opens. */
enum Opener {
  DRIVER_MANAGER(
      "Connection",
      "DriverManager.getConnection(context.url(), context.user(), context.password())"),
  DRIVER("Connection", "context.driver().connect(context.url(), context.login())"),
  DATA_SOURCE("Connection", "context.source().getConnection()"),
  POOL("HikariDataSource", "new HikariDataSource(context.config())");

  private final String type;
  private final String expression;

  Opener(String type, String expression) {
    this.type = type;
    this.expression = expression;
  }

  /** The type of what is opened. */
  String type() {
    return type;
  }

  /** The code that opens. */
  String expression() {
    return expression;
  }
}
