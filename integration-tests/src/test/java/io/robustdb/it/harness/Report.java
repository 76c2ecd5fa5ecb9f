package io.robustdb.it.harness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The agent's JSON report, as its contract says; fields it does not know are passed over.
 * Immutable.
 */
public record Report(
    String schema,
    String agent,
    @JsonProperty(required = true) boolean complete,
    List<String> limits,
    Jvm jvm,
    Totals totals,
    List<Finding> findings,
    Gate gate) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static Report read(Path file) {
    return MAPPER.readValue(file, Report.class);
  }

  /** The findings of one kind: {@code connection}, {@code checkout}, {@code pool} and so on. */
  public List<Finding> findings(String resource) {
    return findings.stream().filter(finding -> finding.resource().equals(resource)).toList();
  }

  /** The watched JVM; {@code ended} is null in an incomplete report. */
  public record Jvm(
      long pid,
      String version,
      @Nullable String main,
      OffsetDateTime started,
      @Nullable OffsetDateTime ended) {}

  /** Numbers by the kind of resource. */
  public record Totals(
      Map<String, Long> opened, Map<String, Long> open, Map<String, Long> closedByGuard) {}

  /** What the gate decided; {@code suppressed} and {@code baseline} count findings. */
  public record Gate(
      String verdict,
      @Nullable Integer exitCode,
      List<String> failing,
      int suppressed,
      int baseline) {}
}
