package io.robustdb.it.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.harness.SessionObserver;
import io.robustdb.it.harness.TcpProxy;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The line to a healthy server is cut, slow, or dead without a word. */
@ExtendWith(PostgresExtension.class)
class BrokenLineTest {
  private static final String NAME = "line";
  private static final String JDBC = "jdbc:";

  private final Postgres postgres;

  BrokenLineTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theServerKeepsNoSessionAndTheApplicationSeesItsOwnExceptions(Jdk jdk) {
    Result alone = play(Run.alone(NAME, jdk), this::breakLine);
    Result guarded = play(Run.guarded(NAME, jdk), this::breakLine);

    assertThat(Failures.of(guarded))
        .isEqualTo(Failures.of(alone))
        .anyMatch(line -> line.startsWith("cut") && line.contains(" 08006"))
        .anyMatch(line -> line.startsWith("late") && line.contains(" 08006"))
        .anyMatch(line -> line.startsWith("frozen") && line.contains("IllegalStateException"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void aCloseThatIsNeverAnsweredIsGivenUp(Jdk jdk) {
    Result alone = play(Run.alone(NAME, jdk), this::freezeTransaction);
    Result guarded = play(Run.guardedFurther(NAME, jdk), this::freezeTransaction);

    assertThat(Failures.of(guarded)).isEqualTo(Failures.of(alone)).hasSize(1);
  }

  @Test
  void theSessionsAreThereWhereTheGuardIsOff() {
    play(Run.unguarded(NAME, Jdk.newest()), this::breakLine);
  }

  private void breakLine(StartUpRun startUps, Scene scene) {
    startUps.play(new LineFaults.Cut(scene.observer, scene.line, scene.target), Form.METHOD);
    startUps.play(new LineFaults.Cut(scene.observer, scene.line, scene.target), Form.POOL);
    startUps.play(new LineFaults.Late(scene.observer, scene.line, scene.target), Form.METHOD);
    startUps.play(new LineFaults.Late(scene.observer, scene.line, scene.target), Form.POOL);
    startUps.play(new LineFaults.Frozen(scene.observer, scene.line, scene.target), Form.METHOD);
    startUps.play(new LineFaults.Frozen(scene.observer, scene.line, scene.target), Form.POOL);
  }

  private void freezeTransaction(StartUpRun startUps, Scene scene) {
    startUps.play(
        new LineFaults.FrozenTransaction(scene.observer, scene.line, scene.target),
        Form.TRANSACTION);
  }

  private Result play(Run run, BiConsumer<StartUpRun, Scene> start) {
    URI server = URI.create(postgres.url().substring(JDBC.length()));
    List<String> twins =
        List.of(postgres.url(run.name() + "-twin"), postgres.user(), postgres.password());
    try (TcpProxy line = new TcpProxy(server.getHost(), server.getPort());
        SessionObserver observer =
            new SessionObserver(postgres.url(), postgres.user(), postgres.password());
        RunningJvm jvm = run.program(twins).start()) {
      String url = JDBC + "postgresql://127.0.0.1:" + line.port() + server.getPath();
      StartUpRun startUps = new StartUpRun(jvm, run);
      Target target = Target.of(url, postgres.user(), postgres.password());
      start.accept(startUps, new Scene(observer, line, target));
      return startUps.end(observer);
    }
  }

  private record Scene(SessionObserver observer, TcpProxy line, Target target) {}
}
