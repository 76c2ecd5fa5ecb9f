package io.robustdb.it.harness;

import java.time.Duration;

/** Holds back what passes a {@link TcpProxy}. Thread-safe. */
final class Valve {
  private boolean shut;
  private Duration delay = Duration.ZERO;

  synchronized void shut() {
    shut = true;
  }

  synchronized void open() {
    shut = false;
    notifyAll();
  }

  synchronized void delay(Duration value) {
    delay = value;
  }

  /** Waits while it is shut. */
  synchronized void pass() throws InterruptedException {
    while (shut) {
      wait();
    }
  }

  /** Waits as long as the way back takes, and while it is shut. */
  void passLate() throws InterruptedException {
    Thread.sleep(lateness());
    pass();
  }

  private synchronized long lateness() {
    return delay.toMillis();
  }
}
