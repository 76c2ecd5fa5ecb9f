package io.robustdb.live;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding, as JMX carries it: the times are those of its first resource. Immutable. */
public final class LeakData {
  private final Finding finding;
  private final Instance first;

  LeakData(Finding finding) {
    this.finding = finding;
    this.first = finding.instances().get(0);
  }

  /** Its stable name. */
  public String getFingerprint() {
    return finding.fingerprint();
  }

  /** Connection, checkout, pool, statement or resultSet. */
  public String getResource() {
    return finding.resource().word();
  }

  /** Why it is a finding. */
  public String getVerdict() {
    return finding.verdict().word();
  }

  public long getCount() {
    return finding.count();
  }

  /** The line to blame; null where it is not known. */
  public @Nullable String getSite() {
    StackTraceElement site = finding.blame().site();
    return site == null ? null : site.toString();
  }

  public @Nullable String getPool() {
    return finding.pool();
  }

  /** Without secrets. */
  public @Nullable String getUrl() {
    return finding.url();
  }

  /** In milliseconds since the epoch. */
  public long getOpenedMillis() {
    return first.openedMillis();
  }

  public String getThread() {
    return first.thread();
  }

  /** The server's number of the session; null where it is not known. */
  public @Nullable String getServerSession() {
    return first.serverSession();
  }

  /** With literals replaced. */
  public @Nullable String getLastSql() {
    return first.lastSql();
  }

  /** All that is known, as the text report has it. */
  public List<String> getDetails() {
    return FindingWords.details(finding);
  }
}
