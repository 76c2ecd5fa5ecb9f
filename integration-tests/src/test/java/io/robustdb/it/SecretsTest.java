package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is secret leaves the process, wherever it came in. */
@ExtendWith(PostgresExtension.class)
class SecretsTest {
  private static final String MARK = "s3cr3tM4RK";

  private final Postgres postgres;

  SecretsTest(Postgres postgres) {
    this.postgres = postgres;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log=debug",
        "gate=fail,fail-on=all,statements=on",
        "sql=raw,log=debug",
        "held-too-long=1s",
        "format=text:json:html"
      })
  void noOutputHasTheMarkedSecrets(String options, @TempDir Path folder) throws IOException {
    Programs programs = new Programs(postgres);
    Path file =
        Files.writeString(folder.resolve("robustdb.properties"), "probe=SELECT " + MARK + "\n");
    boolean raw = options.startsWith("sql=raw");
    String literal = raw ? "harmless" : MARK;
    Result result =
        programs
            .steps(
                "secrets&sslpassword=" + MARK + "1&socketFactoryArg=x&password=" + MARK + "2",
                "sql=SELECT '" + literal + "3', 4711",
                "sql=SELECT $$" + literal + "4$$",
                "sql=SELECT nowhere('" + literal + "5')",
                "sql=ALTER USER nobody PASSWORD '" + MARK + "6'",
                "sql=SELECT CAST('" + literal + "7' AS integer)",
                "insert-twice=" + literal + "8",
                "bad-password=" + MARK + "9",
                options.startsWith("held") ? "pause=3000" : "pause=1")
            .agent(options.isEmpty() ? "config=" + file : options + ",config=" + file)
            .jvmArguments("-Dsome.password=" + MARK + "10")
            .environment("DATABASE_PASSWORD", MARK + "11")
            .run();

    assertThat(result.report().findings()).as("%s", result).hasSizeGreaterThanOrEqualTo(2);
    assertThat(ofAgent(result.stderr()))
        .as("stderr")
        .isNotEmpty()
        .noneMatch(line -> line.contains(MARK));
    assertThat(result.stderr().contains("is held for")).isEqualTo(options.startsWith("held"));
    try (Stream<Path> files = Files.list(result.reportFolder())) {
      List<Path> reports = files.toList();
      assertThat(reports).hasSize(options.endsWith("html") ? 3 : 2);
      for (Path report : reports) {
        assertThat(report).content().doesNotContain(MARK);
      }
    }
  }

  private static List<String> ofAgent(String stderr) {
    return stderr.lines().filter(line -> line.startsWith("robustdb:")).toList();
  }
}
