package io.robustdb.live;

import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.log.AgentLog;
import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.ReportBuilder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Says in the log who holds the connections of a pool that gave none because nothing was left: its
 * {@code getConnection} ended by an error while all connections that it is known to have were
 * checked out. Once in a minute for each pool.
 *
 * <p>Thread-safe. A thread of the application takes down who holds what; the agent's own looks for
 * what else the pool has, and writes it.
 */
public final class EmptyPools implements BiConsumer<Resource, Throwable>, Runnable {
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A pool that fails for other reasons may do so a thousand times a second. */
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * SQLSTATE's classes of connection exceptions, of authorisation, of resources of the server, and
   * of the operator's doings.
   */
  private static final List<String> NO_SESSION = List.of("08", "28", "53", "57");

  private static final int DEEPEST_CAUSE = 20;
  private static final int MOST_POOLS = 100;
  private static final int SHOWN_SITES = 10;

  private final Ledger ledger;
  private final Supplier<ReportBuilder> reports;
  private final AgentLog log;
  private final ConcurrentHashMap<Resource, Long> quietUntilNanos = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Empty> waiting = new ConcurrentLinkedQueue<>();

  public EmptyPools(Ledger ledger, Supplier<ReportBuilder> reports, AgentLog log) {
    this.ledger = ledger;
    this.reports = reports;
    this.log = log;
  }

  /** A pool gave nothing. In the thread that asked for it. */
  @Override
  public void accept(Resource asked, Throwable thrown) {
    Resource pool = asked.outermost();
    if (pool.isClosed() || isForAnotherReason(thrown) || !isToBeLookedAt(pool)) {
      return;
    }
    List<Resource> holders = new ArrayList<>();
    ledger.forEachOpen(
        resource -> {
          if (resource.kind() == ResourceKind.CHECKOUT && resource.owner() == pool) {
            holders.add(resource);
          }
        });
    if (!holders.isEmpty()) {
      String error = thrown.getClass().getName();
      waiting.add(new Empty(pool, Thread.currentThread().getName(), error, holders));
    }
  }

  /** The server gave no session, or the thread waits no more: that says nothing of the holders. */
  private static boolean isForAnotherReason(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      String state = cause instanceof SQLException failure ? failure.getSQLState() : null;
      if (cause instanceof InterruptedException
          || cause instanceof IOException
          || (state != null && NO_SESSION.stream().anyMatch(state::startsWith))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Writes what was taken down. In the agent's own thread. */
  @Override
  public void run() {
    for (Empty empty = waiting.poll(); empty != null; empty = waiting.poll()) {
      say(empty);
    }
  }

  private boolean isToBeLookedAt(Resource pool) {
    long now = System.nanoTime();
    Long quiet = quietUntilNanos.get(pool);
    if (quiet != null && now - quiet < 0) {
      return false;
    }
    if (quietUntilNanos.size() >= MOST_POOLS) {
      quietUntilNanos.clear();
    }
    long until = now + BETWEEN_LOOKS_NANOS;
    return quiet == null
        ? quietUntilNanos.putIfAbsent(pool, until) == null
        : quietUntilNanos.replace(pool, quiet, until);
  }

  private void say(Empty empty) {
    List<Resource> asked = new ArrayList<>(empty.holders);
    asked.add(empty.pool);
    Map<Resource, Finding> now = reports.get().each(asked);
    Finding pool = now.remove(empty.pool);
    if (pool == null || pool.holds() > empty.holders.size()) {
      return; // it failed for another reason
    }
    quietUntilNanos.put(empty.pool, System.nanoTime() + QUIET_NANOS);
    List<String> lines = new ArrayList<>();
    lines.add(
        HoldWords.pool(empty.pool)
            + " gave no connection to thread "
            + empty.thread
            + " ("
            + empty.error
            + ") while all "
            + empty.holders.size()
            + " that it is known to have were checked out");
    List<List<Map.Entry<Resource, Finding>>> sites = bySite(now);
    sites.stream().limit(SHOWN_SITES).forEach(site -> addSite(lines, site));
    if (sites.size() > SHOWN_SITES) {
      lines.add("  and from " + (sites.size() - SHOWN_SITES) + " other sites");
    }
    if (sites.isEmpty()) {
      lines.add("  all have been given back since");
    }
    log.warn(String.join("\n", lines));
  }

  /** The site that holds most comes first, and of each what it holds longest. */
  private static List<List<Map.Entry<Resource, Finding>>> bySite(Map<Resource, Finding> holders) {
    Map<String, List<Map.Entry<Resource, Finding>>> sites = new LinkedHashMap<>();
    holders.entrySet().stream()
        .sorted(Comparator.comparingLong(held -> held.getKey().openedMillis()))
        .forEach(
            held ->
                sites
                    .computeIfAbsent(
                        held.getValue().blame().fingerprint(), unused -> new ArrayList<>())
                    .add(held));
    return sites.values().stream().sorted(Comparator.comparingInt(site -> -site.size())).toList();
  }

  private void addSite(List<String> lines, List<Map.Entry<Resource, Finding>> group) {
    Map.Entry<Resource, Finding> oldest = group.get(0);
    Resource resource = oldest.getKey();
    lines.add(
        "  "
            + group.size()
            + " opened "
            + FindingWords.place(oldest.getValue())
            + ", the oldest is held for "
            + (oldest.getValue().blame().earlier() ? "more than " : "")
            + HoldWords.time(ledger.clock().millis() - resource.openedMillis())
            + HoldWords.by(oldest.getValue()));
    HoldWords.addThread(lines, resource.opener());
  }

  private record Empty(Resource pool, String thread, String error, List<Resource> holders) {}
}
