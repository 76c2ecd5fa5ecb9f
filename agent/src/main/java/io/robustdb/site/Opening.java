package io.robustdb.site;

import java.util.ArrayList;
import java.util.List;
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

  /** About how many; a count that two threads make at once may be lost. */
  private int count;

  private volatile @Nullable Stack sample;
  private volatile byte application;

  Opening(CallSites sites, int[] chain) {
    this.sites = sites;
    this.chain = chain;
  }

  /** Whether no woven code is known to have made the call. */
  public boolean isUnknown() {
    return chain.length == 0;
  }

  boolean is(int[] current, int innermost, int length) {
    if (chain.length != length) {
      return false;
    }
    for (int index = 0; index < length; index++) {
      if (chain[index] != current[innermost - index]) {
        return false;
      }
    }
    return true;
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

  /** The stack of some opening on this way; null where none was taken. */
  public @Nullable Stack sample() {
    return sample;
  }
}
