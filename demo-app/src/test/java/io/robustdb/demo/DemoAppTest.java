package io.robustdb.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoAppTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theBuggyFormShowsTheSessionsGrow() throws Exception {
    assertThat(run("buggy")).isZero();

    String timeout = "(ERROR: canceling statement due to statement timeout)";
    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "connection: attempt 1 failed " + timeout + ": 1 session at the server",
            "connection: attempt 2 failed " + timeout + ": 2 sessions at the server",
            "connection: attempt 3 failed " + timeout + ": 3 sessions at the server",
            "pool: attempt 1 failed " + timeout + ": 2 sessions at the server",
            "pool: attempt 2 failed " + timeout + ": 4 sessions at the server",
            "pool: attempt 3 failed " + timeout + ": 6 sessions at the server",
            "connection: started; the server sees 4 sessions of this service",
            "pool: started; the server sees 8 sessions of this service",
            "connection: closed; the server still sees 3 sessions",
            "pool: closed; the server still sees 6 sessions");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void aBadArgumentEndsWithOneLineAndStatusTwo() throws Exception {
    assertThat(run("bugy")).isEqualTo(2);

    assertThat(err.toString(UTF_8).lines()).singleElement().asString().contains("'bugy'");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  private int run(String argument) throws Exception {
    return DemoApp.run(
        List.of(argument), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
