package io.robustdb.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the contract's JSON. */
class ReportTest {
  private static final String REPORT =
      """
      {"schema": "robustdb-report/1", "agent": "1", "complete": true, "limits": [], "new": 1,
       "jvm": {"pid": 7, "version": "17", "main": "app.Main",
               "started": "2026-01-02T03:04:05.678Z", "ended": "2026-01-02T03:04:06Z"},
       "totals": {"opened": {"connection": 2}, "open": {"connection": 1}, "closedByGuard": {}},
       "findings": [{
         "fingerprint": "f", "resource": "connection", "verdict": "open-at-exit",
         "origin": "application", "count": 1, "outcomes": {"still-open": 1},
         "site": {"class": "app.Main", "method": "main", "file": "Main.java", "line": 3},
         "stack": ["app.Main.main(Main.java:3)"], "stackIsOwn": true,
         "instances": [{"outcome": "still-open", "opened": "2026-01-02T03:04:05Z",
                        "thread": "main", "virtual": false}]}],
       "gate": {"verdict": "off", "exitCode": 0, "failing": [], "suppressed": 0, "baseline": 0}}
      """;

  @TempDir Path folder;

  @Test
  void theOneReportIsRead() throws IOException {
    write("robustdb-1-7.json", REPORT);

    Report report = result().report();

    assertThat(report.complete()).isTrue();
    assertThat(report.totals().opened()).containsEntry("connection", 2L);
    assertThat(report.findings("connection"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.site().className()).isEqualTo("app.Main"))
        .satisfies(finding -> assertThat(finding.probe()).isNull());
  }

  @Test
  void aReportWithoutACompletenessIsRefused() throws IOException {
    write("robustdb-1-7.json", REPORT.replace("\"complete\": true, ", ""));

    assertThatThrownBy(() -> result().report()).hasMessageContaining("complete");
  }

  @Test
  void noneOrTwoAreAFailure() throws IOException {
    assertThatThrownBy(() -> result().report()).hasMessageContaining("found []");
    write("robustdb-1-7.json", REPORT);
    write("robustdb-1-8.json", REPORT);
    assertThatThrownBy(() -> result().report()).hasMessageContaining("robustdb-1-8.json");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Result result() {
    return new Result(0, "", "", folder);
  }
}
