package io.robustdb.ledger;

import io.robustdb.site.Blame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resources of one way, scope and fate that are gone from the ledger and still to be reported. */
public final class Loss {
  /** So many are kept one by one; the others are counted. */
  private static final int KEPT = 20;

  private final Fate fate;
  private final Blame blame;
  private final Scope scope;
  private final List<Resource> resources = new ArrayList<>();
  private long count;
  private volatile @Nullable String chargedTo;

  /** How a resource went that was not returned as it should have been. */
  public enum Fate {
    /** The garbage collector took it, while the application ran, before anybody closed it. */
    COLLECTED,
    /** Nobody could reach it any more when the application had ended, and nobody had closed it. */
    UNREACHABLE_AT_END,
    /** The guard closed it when its check had failed and nobody could use it any more. */
    CLOSED_BY_GUARD,
    /** The guard tried to close it, in vain. */
    CLOSING_FAILED,
    /** The application closed it after it had been held too long. */
    CLOSED_LATE
  }

  Loss(Fate fate, Blame blame, Scope scope) {
    this.scope = scope;
    this.fate = fate;
    this.blame = blame;
  }

  synchronized void add(Resource resource) {
    count++;
    if (resources.size() < KEPT) {
      resources.add(resource);
    }
  }

  public Fate fate() {
    return fate;
  }

  public Blame blame() {
    return blame;
  }

  /** What was going on when they were opened. */
  public Scope scope() {
    return scope;
  }

  /** What has failed for them; null where nothing has. */
  public @Nullable String chargedTo() {
    return chargedTo;
  }

  /** Something has failed for them, and nothing else is to. One is kept: there may be many such. */
  public synchronized void chargedTo(@Nullable String what) {
    chargedTo = what;
    if (what != null && resources.size() > 1) {
      resources.subList(1, resources.size()).clear();
    }
  }

  /** The first of them. */
  public synchronized List<Resource> resources() {
    return List.copyOf(resources);
  }

  /** How many there were in all. */
  public synchronized long count() {
    return count;
  }
}
