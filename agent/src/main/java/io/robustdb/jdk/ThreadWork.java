package io.robustdb.jdk;

import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a thread was made for. Stateless. */
public final class ThreadWork {
  private ThreadWork() {}

  /**
   * Whether what the calling thread is doing was given to it by whoever made it, and not to some
   * worker by somebody else: a thread for one job, or a worker of a pool at the job that it was
   * made for.
   *
   * @param known tells of a class whether its objects are jobs of the application's
   */
  public static boolean isOfMaker(Predicate<Class<?>> known) {
    Thread thread = Thread.currentThread();
    if (RobustdbBridge.isVirtual(thread)) {
      return true; // each is made for one job (JEP 444)
    }
    if (thread instanceof ForkJoinWorkerThread) {
      return false;
    }
    Object job = job(thread);
    if (job == null) {
      return known.test(thread.getClass());
    }
    if (!job.getClass().getName().equals(ThreadPoolExecutor.class.getName() + "$Worker")) {
      return job instanceof FutureTask<?> || known.test(job.getClass());
    }
    Object pool = Fields.named(job, "this$0");
    return pool != null
        && !(pool instanceof ScheduledThreadPoolExecutor) // its workers are made without a job
        && Fields.number(job, "completedTasks") == 0;
  }

  /** The task of a thread, where the JDK keeps it: in the thread, or since 19 in a holder. */
  private static @Nullable Object job(Thread thread) {
    Object holder = Fields.named(thread, "holder");
    return holder == null ? Fields.named(thread, "target") : Fields.named(holder, "task");
  }
}
