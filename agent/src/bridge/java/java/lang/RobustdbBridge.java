package java.lang;

import jdk.internal.misc.Unsafe;

/**
 * The one place that woven code calls. It lives on the bootstrap loader, in {@code java.lang}, so
 * that it is in sight of every class loader, module and bundle with no change to any of them.
 *
 * <p>Thread-safe. No method throws: whatever the core throws stays here, because nothing of ours
 * may reach the application.
 */
public final class RobustdbBridge {
  /** The core; null while there is none, and then woven code does nothing. */
  public static volatile RobustdbCallbacks callbacks;

  /** Changes with what the bridge offers: one that an agent has left behind may be another's. */
  public static final int FORM = 1;

  /** The last number of a call site that an agent before this one has given; 0 for none. */
  public static volatile int formerSites;

  /** How many call sites of one thread are kept; deeper ones are left out. */
  public static final int MAXIMUM_DEPTH = 22;

  /**
   * Where a thread's call sites say how many resources it has opened, that are not proven yet, in
   * the woven methods that it runs.
   */
  public static final int OPENED = MAXIMUM_DEPTH + 1;

  /** Where the two halves of the thread's number stand. */
  private static final int OWNER = OPENED + 1;

  private static final int LENGTH = OWNER + 2;

  /** What the first word counts besides the call sites: the woven methods that are running. */
  private static final int METHOD = 1 << 8;

  private static final int DEPTH = METHOD - 1;

  /**
   * How many resources are suspected of being lost, to be looked at before their site opens again.
   * Not volatile: who sees it late looks the next time.
   */
  public static int suspects;

  /**
   * The class of virtual threads, whose thread locals must not outlive a call; null before Java 21.
   */
  private static final Class<?> VIRTUAL_THREAD = virtualThread();

  /**
   * The call sites that a thread is inside of: the number of them at index 0, with that of the
   * woven methods above it, then the sites from the outermost to the innermost.
   */
  private static final ThreadLocal<int[]> SITES = new ThreadLocal<>();

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** Where a thread keeps its number; -1 where this JDK has it elsewhere. */
  private static final long THREAD_NUMBER = offsetOfThreadNumber();

  /** A power of two. */
  private static final int FAST = 1 << 10;

  /**
   * The same arrays by the number of their thread: found with fewer loads than a thread local, and
   * every woven method looks. A thread takes its place when its array is made; one that lost it to
   * a later thread goes by its thread local. A thread's number is never used again, so a place
   * needs no clearing, and holds no thread.
   */
  private static final int[][] FAST_SITES = new int[FAST][];

  private RobustdbBridge() {}

  /** See {@link RobustdbCallbacks#entered}. */
  public static Object entered(Object target, Object argument, int kind) {
    RobustdbCallbacks core = callbacks;
    if (core == null) {
      return null;
    }
    try {
      return core.entered(kind, target, argument);
    } catch (Throwable unseen) {
      return null;
    }
  }

  /** See {@link RobustdbCallbacks#left}. */
  public static void left(Object result, Object token, int kind) {
    if (token == null) {
      return;
    }
    RobustdbCallbacks core = callbacks;
    if (core == null) {
      return;
    }
    try {
      core.left(kind, token, result);
    } catch (Throwable unseen) {
      // the core counts its own failures; this one was in counting
    }
  }

  /** As {@link #left(Object, Object, int)} for a method that gives a truth value or an int. */
  public static void left(int result, Object token, int kind) {
    if (token != null) {
      left(result != 0 ? Boolean.TRUE : Boolean.FALSE, token, kind);
    }
  }

  /** See {@link RobustdbCallbacks#failed}. */
  public static void failed(Throwable thrown, Object token, int kind) {
    if (token == null) {
      return;
    }
    RobustdbCallbacks core = callbacks;
    if (core == null) {
      return;
    }
    try {
      core.failed(kind, token, thrown);
    } catch (Throwable unseen) {
      // the core counts its own failures; this one was in counting
    }
  }

  /** See {@link RobustdbCallbacks#constructed}. */
  public static void constructed(Object instance) {
    RobustdbCallbacks core = callbacks;
    if (core == null) {
      return;
    }
    try {
      core.constructed(instance);
    } catch (Throwable unseen) {
      // the core counts its own failures; this one was in counting
    }
  }

  /**
   * A woven method that makes calls which may open something begins.
   *
   * @return the calling thread's call sites; the method keeps the array, its first word and the
   *     number of {@link #OPENED} as they are now for as long as it runs
   */
  public static int[] sites() {
    int[] fast = fastSites();
    return fast == null ? slowSites() : fast;
  }

  private static int[] slowSites() {
    try {
      int[] sites = SITES.get();
      if (sites == null) {
        sites = new int[LENGTH];
        SITES.set(sites);
        offer(sites);
      }
      return sites;
    } catch (Throwable unseen) {
      return new int[LENGTH];
    }
  }

  private static int[] fastSites() {
    long thread = threadNumber();
    int[] sites = FAST_SITES[(int) thread & (FAST - 1)];
    boolean own =
        sites != null && sites[OWNER] == (int) thread && sites[OWNER + 1] == (int) (thread >>> 32);
    return own ? sites : null;
  }

  /** Puts new call sites in their fast place; a virtual thread's would outlive its call there. */
  private static void offer(int[] sites) {
    long thread = threadNumber();
    if (thread != 0 && !isVirtual(Thread.currentThread())) {
      sites[OWNER] = (int) thread;
      sites[OWNER + 1] = (int) (thread >>> 32);
      FAST_SITES[(int) thread & (FAST - 1)] = sites;
    }
  }

  /** The method that begins is running; its first word is handed back. */
  public static int begun(int[] sites) {
    int word = sites[0] < METHOD ? 0 : sites[0]; // what is left where no method runs is of none
    sites[0] = word + METHOD;
    return word;
  }

  /** How many call sites the thread of these is inside of. */
  public static int depth(int[] sites) {
    return sites[0] & DEPTH;
  }

  /** The calling thread's call sites if woven code has any running, otherwise null. */
  public static int[] sitesOrNull() {
    int[] fast = fastSites();
    return fast == null ? SITES.get() : fast;
  }

  /** A woven method is about to make a call that may open a resource. */
  public static void calling(int[] sites, int word, int site) {
    if (suspects != 0) {
      opening(site);
    }
    int depth = word & DEPTH;
    if (depth < MAXIMUM_DEPTH) {
      sites[depth + 1] = site;
      sites[0] = word + METHOD + 1;
    }
  }

  /** The call that {@link #calling} announced has returned. */
  public static void called(int[] sites, int word) {
    sites[0] = word + METHOD;
  }

  /**
   * A woven method that makes such calls returns.
   *
   * @param result what it returns; null for {@code void} and primitives
   * @param word the first word as it was when the method began
   * @param opened the number of {@link #OPENED} as it was then
   * @param method the number of a call site that stands for the method
   */
  public static void ended(Object result, int[] sites, int word, int opened, int method) {
    boolean outermost = word < METHOD;
    if (sites[OPENED] != opened && (outermost || suspects != 0)) {
      ended(opened, outermost, method, result, null);
    }
    leave(sites, word, outermost);
  }

  /** A woven method that makes such calls ends with a throwable. */
  public static void ended(Throwable thrown, int[] sites, int word, int opened, int method) {
    boolean outermost = word < METHOD;
    if (sites[OPENED] != opened) {
      ended(opened, outermost, method, null, thrown);
    }
    leave(sites, word, outermost);
  }

  private static void leave(int[] sites, int word, boolean outermost) {
    sites[0] = word;
    if (outermost && isVirtual(Thread.currentThread())) {
      SITES.remove();
    }
  }

  private static void opening(int site) {
    RobustdbCallbacks core = callbacks;
    if (core != null) {
      try {
        core.opening(site);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  private static void ended(
      int opened, boolean outermost, int method, Object result, Throwable thrown) {
    RobustdbCallbacks core = callbacks;
    if (core != null) {
      try {
        core.ended(opened, outermost, method, result, thrown);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  /** Whether a thread is virtual (JEP 444); always false before Java 21. */
  public static boolean isVirtual(Thread thread) {
    return VIRTUAL_THREAD != null && VIRTUAL_THREAD.isInstance(thread);
  }

  /**
   * The number of the calling thread, which is never given to another one; 0 where it is not known.
   */
  public static long threadNumber() {
    return THREAD_NUMBER < 0 ? 0 : UNSAFE.getLong(Thread.currentThread(), THREAD_NUMBER);
  }

  private static long offsetOfThreadNumber() {
    try {
      return UNSAFE.objectFieldOffset(Thread.class, "tid");
    } catch (InternalError renamed) {
      return -1;
    }
  }

  private static Class<?> virtualThread() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException beforeJava21) {
      return null;
    }
  }
}
