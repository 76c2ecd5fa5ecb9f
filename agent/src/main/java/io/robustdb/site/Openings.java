package io.robustdb.site;

import io.robustdb.jdbc.JdbcCall;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Opening} of the calling thread from the call sites that woven code has left in
 * the bridge, and decides when an opening keeps a stack of its own.
 *
 * <p>Thread-safe; nothing here blocks.
 */
public final class Openings {
  private final CallSites sites;
  private final ApplicationCode code;
  private final boolean always;
  private final StackBudget budget;
  private final ConcurrentHashMap<Chain, Opening> openings = new ConcurrentHashMap<>();
  private final Opening unknown;
  private volatile @Nullable Opening[] latest = new Opening[256];

  /**
   * @param always whether every opening keeps a stack of its own
   * @param millis a clock that costs nothing to read, in milliseconds
   */
  public Openings(CallSites sites, ApplicationCode code, boolean always, LongSupplier millis) {
    this.budget = new StackBudget(millis);
    this.sites = sites;
    this.code = code;
    this.always = always;
    this.unknown = new Opening(sites, new int[0]);
  }

  /** Where the calling thread is, as its call sites tell. */
  public Opening here(JdbcCall call) {
    int[] current = RobustdbBridge.sitesOrNull();
    int depth = current == null ? 0 : RobustdbBridge.depth(current);
    if (current == null || depth == 0) {
      return unknown;
    }
    int innermost = current[depth];
    @Nullable Opening[] cache = latest;
    Opening cached = innermost < cache.length ? cache[innermost] : null;
    if (cached != null && cached.isAgain(call, current, depth)) {
      return cached;
    }
    if (!begins(innermost, call)) {
      return unknown;
    }
    int length = 1;
    while (length < depth && sites.follow(current[depth - length], current[depth - length + 1])) {
      length++;
    }
    Opening found = find(current, depth, length);
    found.remember(call, length < depth ? current[depth - length] : 0);
    return found;
  }

  /**
   * The opening of something that was open before the agent came: nobody knows where that was.
   *
   * @param what tells it from others of its kind over runs, as the name of a pool
   */
  public Opening earlier(String what) {
    return new Opening(sites, new int[0], what);
  }

  /**
   * The stack that a new checkout keeps.
   *
   * @return null where the opening's sample must serve
   */
  public @Nullable Stack sampled(Opening opening) {
    if (always) {
      return Stack.here();
    }
    boolean sampled = opening.isSampled();
    boolean enough = !opening.isUnknown() && opening.reachesApplication(code);
    if (!sampled && enough) {
      return null;
    }
    if (!sampled && !budget.take()) {
      return null;
    }
    Stack stack = Stack.here();
    opening.keep(stack);
    return stack;
  }

  /** Whether the call that a site makes can be the one that is running. */
  private boolean begins(int site, JdbcCall call) {
    CallSite innermost = sites.get(site);
    return switch (call) {
      case CONNECT -> innermost.givesConnection(); // a driver's own DataSource ends here too
      case GET_CONNECTION -> innermost.callee().equals("getConnection");
      case GET_POOLED_CONNECTION -> innermost.callee().endsWith("Connection");
      default -> innermost.callee().equals("<init>");
    };
  }

  private Opening find(int[] current, int depth, int length) {
    int[] chain = new int[length];
    for (int index = 0; index < length; index++) {
      chain[index] = current[depth - index];
    }
    Chain key = new Chain(chain);
    Opening opening = openings.get(key);
    if (opening == null) {
      Opening made = new Opening(sites, chain);
      Opening raced = openings.putIfAbsent(key, made);
      opening = raced == null ? made : raced;
    }
    remember(chain[0], opening);
    return opening;
  }

  private void remember(int innermost, Opening opening) {
    @Nullable Opening[] cache = latest;
    if (innermost >= cache.length) {
      cache = Arrays.copyOf(cache, Math.max(innermost + 1, cache.length * 2));
      latest = cache;
    }
    cache[innermost] = opening;
  }

  /** The call sites of an opening as a key. Immutable. */
  private static final class Chain {
    private final int[] sites;

    Chain(int[] sites) {
      this.sites = sites;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Chain chain && Arrays.equals(sites, chain.sites);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sites);
    }
  }
}
