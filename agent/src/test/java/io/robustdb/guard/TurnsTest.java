package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.guard.Trust.Way;
import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Opener;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.ledger.Scope;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.CallSites;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Opening;
import io.robustdb.site.Openings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who looks, when, and how often. */
class TurnsTest {
  private final ApplicationCode code = new ApplicationCode(List.of("io.robustdb"), "");
  private final Opening opening =
      new Openings(new CallSites(), code, false, () -> 0).here(JdbcCall.CONNECT);

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
    Object connection = new Object();
    Resource resource =
        new Ledger(code, new DriverCode())
            .open(
                ResourceKind.CONNECTION,
                connection,
                opening,
                null,
                new Opener(Thread.currentThread(), Scope.NONE));
    Suspect suspect = new Suspect(resource);
    LookBudget budget = new LookBudget();

    assertThat(suspect.begin(true, budget)).isTrue();
    assertThat(suspect.begin(true, budget)).isFalse();
    suspect.end(0, budget);
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
}
