package io.robustdb.it.harness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One finding of a {@link Report}: a group of leaked resources of one site. Immutable. */
public record Finding(
    String fingerprint,
    String resource,
    String verdict,
    String origin,
    @JsonProperty(required = true) int count,
    Map<String, Integer> outcomes,
    @Nullable String guardReason,
    @Nullable String test,
    Site site,
    List<String> stack,
    @Nullable Boolean stackIsOwn,
    @Nullable String url,
    @Nullable String type,
    @Nullable String pool,
    @Nullable Integer holds,
    @Nullable Probe probe,
    List<Instance> instances) {

  /** A line of code. */
  public record Site(
      @JsonProperty("class") String className, String method, @Nullable String file, int line) {}

  /** The check that failed. */
  public record Probe(
      @Nullable String sql,
      @Nullable String error,
      @Nullable String sqlState,
      @Nullable String message,
      @Nullable Site site,
      @Nullable Boolean answeredSince) {}

  /** One resource of the group. */
  public record Instance(
      String outcome,
      OffsetDateTime opened,
      @Nullable OffsetDateTime lastUsed,
      @Nullable String lastSql,
      @Nullable String thread,
      @Nullable Boolean virtual,
      @Nullable String serverSession) {}
}
