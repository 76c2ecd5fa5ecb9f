package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What turns the exit status, and what leaves it as it is. */
@ExtendWith(PostgresExtension.class)
class GateTest {
  private final Programs programs;

  GateTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  @ParameterizedTest
  @CsvSource({
    // by default
    "gate=fail, failed-query, 23",
    "gate=fail, drop, 23",
    "gate=fail, checkout-of-closed-pool, 23",
    "gate=fail, checkout-of-ended-thread, 23",
    "gate=fail, connect, 7",
    "gate=fail, pool, 7",
    "gate=fail, connect-and-close, 7",
    // when asked for
    "'gate=fail,fail-on=open-at-exit', connect, 23",
    "'gate=fail,fail-on=all', pool, 23",
    "'gate=fail,fail-on=abandoned', failed-query, 7",
    "'gate=fail,fail-on=held-too-long,held-too-long=1s', hold=3000, 23",
    "'gate=fail,held-too-long=1s', hold=3000, 7",
    "'gate=fail,exit-code=99', failed-query, 99",
    // statements only by their name
    "'gate=fail,statements=on,fail-on=open-at-exit:statement', statement, 23",
    // a library's fault alone only by its name
    "'gate=fail,app-packages=com.example', failed-query, 7",
    "'gate=fail,app-packages=com.example,fail-on=after-failed-probe:library', failed-query, 23",
    // no gate
    "gate=off, failed-query, 7",
  })
  void theGateDecides(String options, String step, int status) {
    Result result = programs.steps("gate", step, "exit=7").agent(options).run().expectExit(status);

    boolean failed = status != 7;
    List<String> why =
        result.stderr().lines().filter(line -> line.startsWith("robustdb: gate failed")).toList();
    assertThat(why).hasSize(failed ? 1 : 0);
    if (failed) {
      assertThat(why.get(0)).contains("exit status " + status, result.reportFolder().toString());
    }
    String verdict = failed ? "fail" : options.equals("gate=off") ? "off" : "pass";
    assertThat(result.report().gate().verdict()).isEqualTo(verdict);
    assertThat(result.report().gate().failing().isEmpty()).isEqualTo(!failed);
  }

  @Test
  void aStatementAloneDoesNotFail() {
    Result result =
        programs
            .steps("gate", "statement", "exit=7")
            .agent("gate=fail,statements=on,fail-on=abandoned:statement")
            .run();

    result.expectExit(7);
  }

  @Test
  void aFolderThatCannotBeWrittenFailsTheGateAndTheTextComesAllTheSame(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("in-the-way"), "a file");
    Result result =
        programs
            .steps("gate", "connect", "exit=7")
            .agent("gate=fail,report=" + file)
            .run()
            .expectExit(23);

    assertThat(result.stderr())
        .contains("robustdb: cannot write the report to " + file, "robustdb: 1 finding, ")
        .contains("robustdb: gate failed: the report could not be written; exit status 23");
  }

  @Test
  void withoutAGateAFolderThatCannotBeWrittenChangesNothing(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("in-the-way"), "a file");
    Result result =
        programs.steps("gate", "connect", "exit=7").agent("report=" + file).run().expectExit(7);

    assertThat(result.stderr()).contains("robustdb: cannot write the report to " + file);
  }
}
