package io.robustdb.it.generated;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a program hands resources on to. They wait until they are released; nothing here
 * keeps what they have.
 */
final class Workers {
  private final List<WeakReference<Thread>> started = new ArrayList<>();
  private final Semaphore taken = new Semaphore(0);
  private final Semaphore delayed = new Semaphore(0);
  private int delays;
  private CountDownLatch latch = new CountDownLatch(1);
  private @Nullable WeakReference<ThreadPoolExecutor> executor;
  private @Nullable WeakReference<ScheduledThreadPoolExecutor> scheduler;

  /** Starts a thread that waits first. */
  void start(Runnable task) {
    CountDownLatch mine = latch;
    started.add(new WeakReference<>(startPlatform(() -> waitAndRun(task, mine))));
  }

  /** Starts a thread that takes something and then says {@link #taken}. */
  void startTaking(Runnable task, boolean virtual) throws ReflectiveOperationException {
    started.add(new WeakReference<>(virtual ? startVirtual(task) : startPlatform(task)));
  }

  void taken() {
    CountDownLatch mine = latch;
    taken.release();
    await(mine);
  }

  void awaitTaken() throws InterruptedException {
    taken.acquire();
  }

  void execute(Runnable task) {
    ThreadPoolExecutor known = executor == null ? null : executor.get();
    if (known == null) {
      known = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
      executor = new WeakReference<>(known);
      CountDownLatch mine = latch;
      known.execute(() -> await(mine));
    }
    known.execute(task);
  }

  ScheduledThreadPoolExecutor scheduler() {
    ScheduledThreadPoolExecutor known = scheduler == null ? null : scheduler.get();
    if (known == null) {
      known = new ScheduledThreadPoolExecutor(1);
      scheduler = new WeakReference<>(known);
    }
    return known;
  }

  void delayed() {
    delays++;
  }

  void delayedIsDone() {
    delayed.release();
  }

  /** Lets all of them do what they have to, and waits for that. */
  void release() throws InterruptedException {
    latch.countDown();
    latch = new CountDownLatch(1);
    for (WeakReference<Thread> each : started) {
      Thread thread = each.get();
      if (thread != null) {
        thread.join();
      }
    }
    started.clear();
    ThreadPoolExecutor working = executor == null ? null : executor.get();
    if (working != null) {
      end(working);
    }
    executor = null;
    ScheduledThreadPoolExecutor waiting = scheduler == null ? null : scheduler.get();
    if (waiting != null) {
      for (Runnable task = waiting.getQueue().peek();
          task != null;
          task = waiting.getQueue().peek()) {
        task.run();
        waiting.getQueue().remove(task);
      }
      end(waiting);
    }
    scheduler = null;
    delayed.acquire(delays);
    delays = 0;
    Quiet.await();
  }

  private static void end(ThreadPoolExecutor executor) throws InterruptedException {
    executor.shutdown();
    executor.awaitTermination(10, TimeUnit.SECONDS);
  }

  private static void waitAndRun(Runnable task, CountDownLatch latch) {
    await(latch);
    task.run();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread startPlatform(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  /** An ordinary thread before Java 21. */
  private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException older) {
      return startPlatform(task);
    }
  }
}
