package io.robustdb.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches over a shutdown that does not come to its end, as where a hook of the application calls
 * {@code System.exit}: after some seconds an interim report is made, before somebody kills the JVM.
 *
 * <p>An ordinary hook that only starts the waiting; it holds nothing up.
 */
final class Watchdog implements Runnable {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch ending = new CountDownLatch(1);
  private final Ending watched;
  private @Nullable Thread hook;

  Watchdog(Ending watched) {
    this.watched = watched;
  }

  /** The shutdown has come to its end. */
  void rest() {
    ending.countDown();
  }

  /** Registers the hook. */
  synchronized void register() {
    Thread registered = thread("robustdb-hook", this);
    Runtime.getRuntime().addShutdownHook(registered);
    hook = registered;
  }

  /** Takes the hook back. */
  synchronized void forget() {
    if (hook != null) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  @Override
  public void run() {
    Thread waiting =
        thread(
            "robustdb-watchdog",
            new Runnable() {
              @Override
              public void run() {
                await();
              }
            });
    waiting.setDaemon(true);
    waiting.start();
  }

  private void await() {
    try {
      if (!ending.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        watched.interim();
      }
    } catch (InterruptedException told) {
      // by whom ever: no interim report then
    }
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setContextClassLoader(null);
    return thread;
  }
}
