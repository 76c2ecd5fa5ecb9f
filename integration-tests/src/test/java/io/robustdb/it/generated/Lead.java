package io.robustdb.it.generated;

/** What a program does with a resource before the check that may fail. */
enum Lead {
  NOTHING(""),
  /** Proves nothing, whether the server answered it or not. */
  SET_UP("TARGET.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);"),
  /** The server has answered. */
  PROVEN(
      """
      try (Statement use = TARGET.createStatement()) {
      use.execute("SELECT 1");
      }"""),
  /** The same check has failed before. */
  FAILED(
      """
      try (Statement use = TARGET.createStatement()) {
      use.execute("SELECT 1 FROM not_there_yet");
      } catch (SQLException expected) {
      context.caught(expected);
      }""");

  private final String code;

  Lead(String code) {
    this.code = code;
  }

  /** The code, with {@code TARGET} for the connection. */
  String code() {
    return code;
  }
}
