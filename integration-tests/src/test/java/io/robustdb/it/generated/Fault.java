package io.robustdb.it.generated;

/** What it is that fails; it does not where {@code context.fails()} says so. */
enum Fault {
  STATEMENT(
      """
      try (Statement check = TARGET.createStatement()) {
      check.execute(context.fails() ? "SELECT 1 FROM not_there_yet" : "SELECT 1");
      }"""),
  PREPARED(
      """
      try (PreparedStatement check =
      TARGET.prepareStatement(context.fails() ? "SELECT 1 FROM not_there_yet" : "SELECT 1")) {
      check.executeQuery().close();
      }"""),
  CALL(
      """
      try (CallableStatement check =
      TARGET.prepareCall(context.fails() ? "{call not_there_yet()}" : "{call pg_backend_pid()}")) {
      check.execute();
      }"""),
  BATCH(
      """
      try (Statement check = TARGET.createStatement()) {
      check.addBatch(context.fails() ? "INSERT INTO not_there_yet VALUES (1)" : "RESET work_mem");
      check.executeBatch();
      }"""),
  SET_UP("TARGET.setNetworkTimeout(Runnable::run, context.fails() ? -1 : 0);"),
  /** A state that says the session is gone, where it is not. */
  LYING_STATE(
      """
      try (Statement check = TARGET.createStatement()) {
      check.execute(context.fails() ? "DO $$ BEGIN RAISE SQLSTATE '08001'; END $$" : "SELECT 1");
      }"""),
  NOT_VALID(
      """
      context.terminateIfItFails();
      if (!TARGET.isValid(1)) {
      throw new IllegalStateException("not valid");
      }"""),
  TERMINATED(
      """
      context.terminateIfItFails();
      try (Statement check = TARGET.createStatement()) {
      check.execute("SELECT 1");
      }"""),
  RUNTIME_EXCEPTION(
      """
      if (context.fails()) {
      throw new IllegalStateException("no customiser");
      }"""),
  CHECKED_EXCEPTION(
      """
      if (context.fails()) {
      throw new InterruptedException("stop");
      }"""),
  ERROR(
      """
      if (context.fails()) {
      throw new AssertionError("must not be");
      }"""),
  ERROR_BELOW("context.customise();");

  private final String code;

  Fault(String code) {
    this.code = code;
  }

  /** The code, with {@code TARGET} for the connection. */
  String code() {
    return code;
  }

  /** Whether a call of JDBC is what fails. */
  boolean isJdbc() {
    return compareTo(RUNTIME_EXCEPTION) < 0;
  }

  /** Whether the server ends the session. */
  boolean endsSession() {
    return this == NOT_VALID || this == TERMINATED;
  }
}
