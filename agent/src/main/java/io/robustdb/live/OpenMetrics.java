package io.robustdb.live;

import io.robustdb.ledger.ResourceKind;
import io.robustdb.report.OpenInPool;
import io.robustdb.report.PoolFigures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes figures as OpenMetrics text 1.0. Names follow OpenTelemetry's conventions for database
 * clients where those have one, in the spelling that its exporter gives them. Stateless.
 */
final class OpenMetrics {
  static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String POOL = "db_client_connection_pool_name";
  private static final String STATE = "db_client_connection_state";
  private static final String HELD = "db_client_connection_use_time_seconds";

  private final StringBuilder text = new StringBuilder();

  private OpenMetrics() {}

  /**
   * The text.
   *
   * @param open what is open now
   */
  static String of(PoolFigures all, List<OpenInPool> open) {
    Map<String, PoolFigures.Figures> figures = all.byName();
    OpenMetrics metrics = new OpenMetrics();
    metrics.addOpen(open, all);
    metrics.addCounts(
        figures,
        "robustdb_opened",
        "Opened since the agent began; without a pool what was opened for none that is known.",
        Which.OPENED);
    metrics.addCounts(
        figures,
        "robustdb_leaked",
        "Leaks found while the JVM runs, those that the guard closed included.",
        Which.LEAKED);
    metrics.addCounts(
        figures, "robustdb_closed_by_guard", "Leaks closed by the guard.", Which.CLOSED_BY_GUARD);
    metrics.addFailedProbes(figures);
    metrics.addHeld(figures);
    metrics.text.append("# EOF\n");
    return metrics.text.toString();
  }

  private enum Which {
    OPENED,
    LEAKED,
    CLOSED_BY_GUARD;

    Map<ResourceKind, Long> of(PoolFigures.Figures figures) {
      return switch (this) {
        case OPENED -> figures.opened();
        case LEAKED -> figures.leaked();
        case CLOSED_BY_GUARD -> figures.closedByGuard();
      };
    }
  }

  /** Pools of one name count as one. */
  private void addOpen(List<OpenInPool> open, PoolFigures all) {
    Map<String, int[]> byName = new TreeMap<>();
    OpenInPool none = new OpenInPool(null, 0, 0);
    for (OpenInPool each : open) {
      if (each.pool() == null) {
        none = each;
      } else {
        String name = all.shownAs(PoolFigures.nameOf(each.pool()));
        int[] sum = byName.computeIfAbsent(name, unused -> new int[2]);
        sum[0] += each.connections();
        sum[1] += each.checkouts();
      }
    }
    begin("db_client_connection_count", "gauge", "Connections of pools that are open now.");
    byName.forEach(
        (name, sum) -> {
          String labels = label(POOL, name) + ",";
          add("db_client_connection_count", labels + label(STATE, "used"), sum[1]);
          int idle = Math.max(0, sum[0] - sum[1]);
          add("db_client_connection_count", labels + label(STATE, "idle"), idle);
        });
    begin("robustdb_open_unpooled", "gauge", "Open now and in no pool that is known.");
    add("robustdb_open_unpooled", label("kind", "connection"), none.connections());
    add("robustdb_open_unpooled", label("kind", "checkout"), none.checkouts());
  }

  private void addCounts(
      Map<String, PoolFigures.Figures> figures, String name, String help, Which which) {
    begin(name, "counter", help);
    figures.forEach(
        (pool, of) ->
            which
                .of(of)
                .forEach(
                    (kind, count) -> {
                      if (isWatched(kind)) {
                        add(name + "_total", kindOf(kind, pool), count);
                      }
                    }));
  }

  private static boolean isWatched(ResourceKind kind) {
    return kind != ResourceKind.STATEMENT && kind != ResourceKind.RESULT_SET;
  }

  private void addFailedProbes(Map<String, PoolFigures.Figures> figures) {
    begin("robustdb_failed_probes", "counter", "First uses that failed: checks, set-up calls.");
    figures.forEach(
        (pool, of) -> add("robustdb_failed_probes_total", label(POOL, pool), of.failedProbes()));
  }

  private void addHeld(Map<String, PoolFigures.Figures> figures) {
    begin(HELD, "histogram", "How long checkouts were held, to a tenth of a second.");
    text.append("# UNIT ").append(HELD).append(" seconds\n");
    figures.forEach(
        (pool, of) -> {
          long sum = 0;
          List<Long> held = of.held();
          for (int index = 0; index < held.size(); index++) {
            sum += held.get(index);
            boolean last = index == PoolFigures.BOUNDS.size();
            String bound = last ? "+Inf" : String.valueOf(PoolFigures.BOUNDS.get(index) / 1000.0);
            add(HELD + "_bucket", label(POOL, pool) + "," + label("le", bound), sum);
          }
          add(HELD + "_count", label(POOL, pool), sum);
          line(HELD + "_sum", label(POOL, pool), String.valueOf(of.heldMillis() / 1000.0));
        });
  }

  private static String kindOf(ResourceKind kind, String pool) {
    return label("kind", kind.word()) + "," + label(POOL, pool);
  }

  private void begin(String name, String type, String help) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
  }

  private void add(String name, String labels, long value) {
    line(name, labels, String.valueOf(value));
  }

  private void line(String name, String labels, String value) {
    text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }

  private static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }
}
