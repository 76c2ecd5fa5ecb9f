package io.robustdb.site;

import io.robustdb.jdbc.JdbcCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where resources are opened: the call sites through which a new resource is handed on, from the
 * innermost outwards, as far as each stands in the very method that the next one calls. One object
 * for all resources that are opened on the same way.
 *
 * <p>Thread-safe.
 */
public final class Opening {
  /** So many openings of one way keep a stack of their own; after them one of {@link #SAMPLE}. */
  private static final int FIRST = 8;

  private static final int SAMPLE = 4096;

  private final CallSites sites;
  private final int[] chain;
  private final @Nullable String earlier;

  /** About how many; a count that two threads make at once may be lost. */
  private int count;

  private volatile @Nullable Stack sample;
  private volatile byte application;

  /** The call and the site around it that it was last found with, in one word; 0 for never. */
  private volatile long found;

  Opening(CallSites sites, int[] chain) {
    this(sites, chain, null);
  }

  /**
   * @param earlier what tells an opening that nobody has seen from others; null for any other
   */
  Opening(CallSites sites, int[] chain, @Nullable String earlier) {
    this.sites = sites;
    this.chain = chain;
    this.earlier = earlier;
  }

  /** What it was that was opened before the agent came; null where it has seen the opening. */
  public @Nullable String earlier() {
    return earlier;
  }

  /** Whether no woven code is known to have made the call. */
  public boolean isUnknown() {
    return chain.length == 0;
  }

  /** Notes by which call and inside of which other site, 0 for none, it was last found. */
  void remember(JdbcCall call, int around) {
    found = found(call, around);
  }

  /** Whether a call at these sites is once more what was last found. */
  boolean isAgain(JdbcCall call, int[] current, int depth) {
    int outer = depth - chain.length;
    if (outer < 0 || found != found(call, outer == 0 ? 0 : current[outer])) {
      return false;
    }
    for (int index = 0; index < chain.length; index++) {
      if (chain[index] != current[depth - index]) {
        return false;
      }
    }
    return true;
  }

  /** The number of the innermost call site; 0 for none. */
  public int site() {
    return chain.length == 0 ? 0 : chain[0];
  }

  /**
   * The call sites, from the innermost outwards, as far as a stack of the opening has no other code
   * between their methods.
   *
   * @param opener tells of a class whether its code may stand between the innermost one and what
   *     was opened; none are given where other code does
   */
  public List<CallSite> callSites(List<StackTraceElement> stack, Predicate<String> opener) {
    List<CallSite> direct = new ArrayList<>(chain.length);
    for (StackTraceElement frame : stack) {
      if (direct.size() < chain.length && isAt(frame, sites.get(chain[direct.size()]).frame())) {
        direct.add(sites.get(chain[direct.size()]));
      } else if (!direct.isEmpty() || !opener.test(frame.getClassName())) {
        break;
      }
    }
    return direct;
  }

  /** The call site that is a frame; null where none is. */
  @Nullable CallSite callAt(@Nullable StackTraceElement frame) {
    for (int site : chain) {
      if (frame != null && isAt(frame, sites.get(site).frame())) {
        return sites.get(site);
      }
    }
    return null;
  }

  private static boolean isAt(StackTraceElement frame, StackTraceElement site) {
    return frame.getClassName().equals(site.getClassName())
        && frame.getMethodName().equals(site.getMethodName())
        && frame.getLineNumber() == site.getLineNumber();
  }

  /** The call sites as frames, from the innermost outwards. */
  public List<StackTraceElement> frames() {
    List<StackTraceElement> frames = new ArrayList<>(chain.length);
    for (int site : chain) {
      frames.add(sites.get(site).frame());
    }
    return frames;
  }

  /** Whether one of the call sites stands in the application's own code. */
  public boolean reachesApplication(ApplicationCode code) {
    byte known = application;
    if (known == 0) {
      known = frames().stream().anyMatch(code::isApplication) ? (byte) 1 : (byte) -1;
      application = known;
    }
    return known > 0;
  }

  /** Counts one more opening and says whether it is to keep a stack of its own. */
  boolean isSampled() {
    int number = count;
    count = number + 1;
    return number < FIRST || number % SAMPLE == 0;
  }

  /** Keeps the stack of one opening for those that have none. */
  public void keep(Stack stack) {
    sample = stack;
  }

  private static long found(JdbcCall call, int around) {
    return (call.ordinal() + 1L) << Integer.SIZE | around; // site numbers are not negative
  }

  /** The stack of some opening on this way; null where none was taken. */
  public @Nullable Stack sample() {
    return sample;
  }
}
