package io.robustdb.report;

import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.Blame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources of one kind that were opened in one place and met one fate. Immutable.
 *
 * @param application whether the application is to blame, not a library
 * @param count how many there were, which may be more than are listed
 * @param outcomes how many met which end
 * @param url masked, null where the driver was not asked by one
 * @param type the class of the resource
 * @param pool the name of its pool, null where it has none
 * @param holds for a pool, its connections that are open
 * @param unreturned whether a checkout of it can come back no more: its pool is closed or its
 *     opener has ended
 * @param probe the first that failed before the server ever answered, of one of them at least; null
 *     where none did
 * @param test in which the first was opened; null where that is not known
 * @param charged for how many of them a test has failed, or what is around it
 * @param exemption why it fails no gate, in words; null where it may
 * @param guardReason why the guard left it; null where it did not look at it or closed it
 */
public record Finding(
    ResourceKind resource,
    Verdict verdict,
    Blame blame,
    boolean application,
    long count,
    Map<Outcome, Long> outcomes,
    @Nullable String url,
    String type,
    @Nullable String pool,
    int holds,
    boolean unreturned,
    @Nullable FailedProbe probe,
    @Nullable String guardReason,
    List<Instance> instances,
    @Nullable String test,
    long charged,
    @Nullable String exemption) {

  /** The same, exempt from every gate for a reason; with null, from none. */
  public Finding exempt(@Nullable String reason) {
    return new Finding(
        resource,
        verdict,
        blame,
        application,
        count,
        outcomes,
        url,
        type,
        pool,
        holds,
        unreturned,
        probe,
        guardReason,
        instances,
        test,
        charged,
        reason);
  }

  public String fingerprint() {
    return blame.fingerprint();
  }
}
