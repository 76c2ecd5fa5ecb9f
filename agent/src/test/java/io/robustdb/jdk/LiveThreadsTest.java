package io.robustdb.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveThreadsTest {
  private static final int TIMES = 100;
  private static final long PAUSE_MILLIS = 10;
  private static final long MANY = 20_000_000_000L;

  /** Those of the build's own tools, which are there as well, count as the library's. */
  @Test
  void aThreadInTheLibrarysOwnCodeIsNoDoubt() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread = new Thread(() -> awaitQuietly(ended), "in-the-library");
    thread.start();
    try {
      assertThat(busy(name -> !name.startsWith("io.robustdb."), thread)).isTrue();
      assertThat(isEverQuiet(name -> true)).isTrue();
    } finally {
      ended.countDown();
      thread.join();
    }
  }

  /** As one that has just taken a task from its queue and is about to call it. */
  @Test
  void aThreadThatRunsCodeOfTheJdkAloneIsADoubt() {
    Thread thread = new Thread(LongStream.rangeClosed(1, MANY)::sum, "on-its-way");
    thread.setDaemon(true);
    thread.start();

    assertThat(busy(name -> true, thread)).isTrue();
  }

  /** What stands above the bridge is the agent's, which holds nothing for the application. */
  @Test
  void whatTheAgentDoesInAThreadIsNoDoubt() throws InterruptedException {
    Blocking core = new Blocking();
    RobustdbTests.tests = core;
    Thread thread = new Thread(() -> RobustdbTests.started(core), "in-the-agent");
    thread.start();
    core.begun.await();
    try {
      assertThat(isEverQuiet(name -> !name.equals(Blocking.class.getName()))).isTrue();
    } finally {
      core.ended.countDown();
      thread.join();
      RobustdbTests.tests = null;
    }
  }

  /** The agent's part in the middle of a call. */
  private static final class Blocking extends RobustdbTests {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch ended = new CountDownLatch(1);

    @Override
    protected void onStart(Object test) {
      begun.countDown();
      awaitQuietly(ended);
    }

    @Override
    protected Object onFinish(Object test, Object result) {
      return result;
    }

    @Override
    protected void onFailure(Object failure) {}

    @Override
    protected void onFinishing(Object notifier, Object test) {}

    @Override
    protected void onInvocation(Object moment, Object method, Object result) {}

    @Override
    protected @Nullable AssertionError onClosing() {
      return null;
    }
  }

  @Test
  void virtualThreadsAreAmongThemWhereTheJdkHasAny() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread = start(() -> awaitQuietly(ended));
    try {
      assertThat(LiveThreads.all()).contains(thread);
    } finally {
      ended.countDown();
      thread.join();
    }
  }

  /** A virtual one; an ordinary one before Java 21. */
  private static Thread start(Runnable task) throws ReflectiveOperationException {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException older) {
      Thread thread = new Thread(task);
      thread.start();
      return thread;
    }
  }

  private static boolean busy(Predicate<String> own, Thread thread) {
    return await(() -> isSaid(LiveThreads.busy(own), thread));
  }

  private static boolean isSaid(LiveThreads.@Nullable Busy busy, Thread thread) {
    return busy != null && busy.words().contains(thread.getName());
  }

  /** A thread of the JDK may be running for a moment. */
  private static boolean isEverQuiet(Predicate<String> own) {
    return await(() -> LiveThreads.busy(own) == null);
  }

  private static boolean await(BooleanSupplier condition) {
    for (int time = 0; time < TIMES; time++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
