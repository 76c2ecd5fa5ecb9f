package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Attempts whose failures are told, with the sessions that the server has then. */
abstract class Attempts {
  static final int ATTEMPTS = 3;

  final Server server;

  Attempts(Server server) {
    this.server = server;
  }

  final void repeat(String name, Callable<?> attempt) throws Exception {
    for (int number = 0; number < ATTEMPTS; number++) {
      try {
        attempt.call();
        System.out.println(name + " did not fail");
      } catch (Exception | Error failure) {
        told(name, failure);
      }
    }
  }

  final void told(String name, Throwable failure) throws SQLException, InterruptedException {
    Said.failure(name, failure);
    System.out.println("sessions " + name + " " + server.sessions(name));
  }

  final Connection openChecked(String name) throws SQLException {
    Connection connection = server.open(name);
    Checks.fail(connection);
    return connection;
  }

  /** Repeats it while another thread is in the middle of the application's code. */
  final void besideBusyThread(String name, Callable<?> attempt) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Thread neighbour =
        new Thread(
            () -> {
              try {
                done.await();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            });
    neighbour.start();
    try {
      repeat(name, attempt);
    } finally {
      done.countDown();
      neighbour.join();
    }
  }
}
