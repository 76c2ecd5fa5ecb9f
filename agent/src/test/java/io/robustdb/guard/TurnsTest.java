package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.guard.Trust.Way;
import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Opener;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.ledger.Scope;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.CallSites;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Opening;
import io.robustdb.site.Openings;
import io.robustdb.site.Stack;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who looks, when, and how often. */
class TurnsTest {
  private final ApplicationCode code = new ApplicationCode(List.of("io.robustdb"), "");
  private final Opening opening =
      new Openings(new CallSites(), code, false, () -> 0).here(JdbcCall.CONNECT);
  private final Object connection = new Object();
  private final Suspect suspect = new Suspect(failed(connection));
  private final LookBudget budget = new LookBudget();

  @Test
  void twoLookAtATime() {
    Looks looks = new Looks();

    assertThat(looks.begin()).isTrue();
    assertThat(looks.begin()).isTrue();
    assertThat(looks.begin()).isFalse();
    looks.end();
    assertThat(looks.begin()).isTrue();
  }

  @Test
  void oneAtATimeLooksAtASuspect() {
    assertThat(suspect.begin(true, budget)).isTrue();
    assertThat(suspect.begin(true, budget)).isFalse();
    suspect.end(0, budget);
    assertThat(suspect.begin(true, budget)).isTrue();
  }

  @Test
  void aSuspectThatIsHeldIsLookedAtWithPauses() {
    look(20, 0);

    assertThat(suspect.begin(false, budget)).isFalse();
  }

  @Test
  void lookingAgainHasABudget() {
    look(4, TimeUnit.MINUTES.toNanos(1));

    assertThat(suspect.begin(false, budget)).isFalse();
    assertThat(new Suspect(failed(connection)).begin(false, budget)).isTrue();
  }

  /** A JVM that has just begun is slow, the more so in a container with half a core. */
  @Test
  void aWalkMayTakeLongAsLongAsNotManyHave() {
    long quick = TimeUnit.MILLISECONDS.toNanos(250);
    long patient = TimeUnit.SECONDS.toNanos(1);
    for (int time = 0; time < 100; time++) {
      look(new Suspect(failed(connection)), 1, quick);
    }
    assertThat(budget.walkNanos(false)).isEqualTo(patient);

    for (int time = 0; time < 3; time++) {
      look(new Suspect(failed(connection)), 1, patient);
    }
    assertThat(budget.walkNanos(false)).isEqualTo(quick);
    assertThat(budget.walkNanos(true)).isEqualTo(patient);
  }

  /** Of those there may be very many that are in use. */
  @Test
  void whatHasNotFailedIsLookedAtWithinTheBudgetAlone() {
    Suspect fine = new Suspect(opened(connection));
    assertThat(fine.begin(false, budget)).isTrue();
    fine.end(TimeUnit.MINUTES.toNanos(1), budget);

    assertThat(fine.begin(false, budget)).isFalse();
    assertThat(new Suspect(opened(connection)).begin(false, budget)).isFalse();
  }

  @Test
  void theLastMomentCounts() {
    look(20, TimeUnit.MINUTES.toNanos(1));

    assertThat(suspect.begin(true, budget)).isTrue();
  }

  @Test
  void theCodeIsTrustedWhenTheWalkHasAgreedThreeTimes() {
    Trust trust = new Trust();
    Way way = new Way(opening, null, true);

    trust.agrees(way);
    trust.agrees(way);
    assertThat(trust.isEarned(way)).isFalse();
    trust.agrees(way);
    assertThat(trust.isEarned(way)).isTrue();
    assertThat(trust.isEarned(new Way(opening, null, false))).isFalse();
  }

  @Test
  void theCodeThatTheWalkHasDisprovedIsNeverTrusted() {
    Trust trust = new Trust();
    Way way = new Way(opening, null, true);

    trust.agrees(way);
    trust.disagrees(way);
    for (int time = 0; time < 10; time++) {
      trust.agrees(way);
    }
    assertThat(trust.isEarned(way)).isFalse();
  }

  private void look(int times, long nanos) {
    look(suspect, times, nanos);
  }

  private void look(Suspect looked, int times, long nanos) {
    for (int time = 0; time < times; time++) {
      assertThat(looked.begin(true, budget)).isTrue();
      looked.end(nanos, budget);
    }
  }

  private Resource failed(Object connection) {
    Resource resource = opened(connection);
    resource.probeFailed(
        new Probe("SELECT 1", true, "java.sql.SQLException", null, null, Stack.here(), 0));
    return resource;
  }

  private Resource opened(Object connection) {
    return new Ledger(code, new DriverCode())
        .open(
            ResourceKind.CONNECTION,
            connection,
            opening,
            null,
            new Opener(Thread.currentThread(), Scope.NONE));
  }
}
