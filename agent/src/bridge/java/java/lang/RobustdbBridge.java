package java.lang;

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

  /** How many call sites of one thread are kept; deeper ones are left out. */
  public static final int MAXIMUM_DEPTH = 22;

  /**
   * Where a thread's call sites say how many of the resources that it opened are to be looked at
   * when a woven method ends; most often none.
   */
  public static final int WATCHED = MAXIMUM_DEPTH + 1;

  /**
   * Where they say the least depth at which a woven method has ended since a resource was last
   * added: none of those added before belongs to a deeper method any more.
   */
  public static final int LEAST = WATCHED + 1;

  private static final int LENGTH = LEAST + 1;

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
   * The call sites that a thread is inside of: the number of them at index 0, then the sites from
   * the outermost to the innermost.
   */
  private static final ThreadLocal<int[]> SITES = new ThreadLocal<>();

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

  /** The calling thread's call sites; woven code keeps the array for as long as its method runs. */
  public static int[] sites() {
    try {
      int[] sites = SITES.get();
      if (sites == null) {
        sites = new int[LENGTH];
        sites[LEAST] = Integer.MAX_VALUE;
        SITES.set(sites);
      }
      return sites;
    } catch (Throwable unseen) {
      return new int[LENGTH];
    }
  }

  /** The calling thread's call sites if woven code has any running, otherwise null. */
  public static int[] sitesOrNull() {
    return SITES.get();
  }

  /** A woven method is about to make a call that may open a resource. */
  public static void calling(int[] sites, int depth, int site) {
    if (suspects != 0) {
      opening(site);
    }
    if (depth < MAXIMUM_DEPTH) {
      sites[depth + 1] = site;
      sites[0] = depth + 1;
    }
  }

  /** The call that {@link #calling} announced has returned. */
  public static void called(int[] sites, int depth) {
    sites[0] = depth;
  }

  /**
   * A woven method that makes such calls returns.
   *
   * @param result what it returns; null for {@code void} and primitives
   */
  public static void ended(Object result, int[] sites, int depth) {
    if (sites[WATCHED] != 0) {
      if (depth != 0 && suspects == 0) {
        sites[LEAST] = Math.min(sites[LEAST], depth); // all is well so far
      } else {
        ended(depth, result, null);
      }
    }
    leave(sites, depth);
  }

  /** A woven method that makes such calls ends with a throwable. */
  public static void ended(Throwable thrown, int[] sites, int depth) {
    if (sites[WATCHED] != 0) {
      ended(depth, null, thrown);
    }
    leave(sites, depth);
  }

  private static void leave(int[] sites, int depth) {
    sites[0] = depth;
    if (depth == 0 && isVirtual(Thread.currentThread())) {
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

  private static void ended(int depth, Object result, Throwable thrown) {
    RobustdbCallbacks core = callbacks;
    if (core != null) {
      try {
        core.ended(depth, result, thrown);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  /** Whether a thread is virtual (JEP 444); always false before Java 21. */
  public static boolean isVirtual(Thread thread) {
    return VIRTUAL_THREAD != null && VIRTUAL_THREAD.isInstance(thread);
  }

  private static Class<?> virtualThread() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException beforeJava21) {
      return null;
    }
  }
}
