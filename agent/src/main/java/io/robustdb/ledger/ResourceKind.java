package io.robustdb.ledger;

/** What is opened and must be closed. */
public enum ResourceKind {
  /** A physical connection: a session at the server. */
  CONNECTION("connection"),
  /** The handle a pool hands out. */
  CHECKOUT("checkout"),
  /** A {@code DataSource} that owns connections. */
  POOL("pool"),
  STATEMENT("statement"),
  RESULT_SET("resultSet");

  private final String word;

  ResourceKind(String word) {
    this.word = word;
  }

  /** The word for it in reports. */
  public String word() {
    return word;
  }
}
