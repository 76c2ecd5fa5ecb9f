package com.example.driver;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The driver's own book of the connections that it has opened. Confined to one thread. */
public final class Journal implements Consumer<Connection> {
  @SuppressWarnings("UnusedVariable") // it is only there to refer to them
  private final List<Connection> opened = new ArrayList<>();

  private Journal() {}

  /** Has the driver keep a new journal. */
  public static CompletableFuture<Journal> begin() {
    Journal journal = new Journal();
    ListeningDriver.listener(journal);
    return CompletableFuture.completedFuture(journal);
  }

  @Override
  public void accept(Connection connection) {
    opened.add(connection);
  }
}
