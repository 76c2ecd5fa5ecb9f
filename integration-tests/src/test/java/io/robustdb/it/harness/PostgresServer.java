package io.robustdb.it.harness;

/** A running PostgreSQL, whoever started it. Its URL has no parameters. */
interface PostgresServer extends AutoCloseable {
  /** Pools of many tests at once, and what they leak. */
  String MAX_CONNECTIONS = "400";

  String url();

  String user();

  String password();

  @Override
  void close();
}
