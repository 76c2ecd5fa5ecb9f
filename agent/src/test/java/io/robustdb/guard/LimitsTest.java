package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the rest where very many are left behind. */
class LimitsTest {
  private final ApplicationCode code = new ApplicationCode(List.of("io.robustdb"), "");
  private final Ledger ledger = new Ledger(code, new DriverCode());
  private final Opening opening =
      new Openings(new CallSites(), code, false, () -> 0).here(JdbcCall.CONNECT);
  private final List<Object> connections =
      Stream.generate(Object::new).limit(1010).toList(); // somebody has them

  @AfterEach
  void forgetSuspects() {
    RobustdbBridge.suspects = 0;
  }

  @Test
  void aThousandAreLookedAtAgain() {
    Suspects suspects = new Suspects(false, resource -> {});

    opened().forEach(suspects::of);

    assertThat(RobustdbBridge.suspects).isEqualTo(1000);
  }

  /** Those whose check has failed come first. */
  @Test
  void halfOfTheRoomIsForWhatHasFailed() {
    Suspects suspects = new Suspects(true, resource -> {});
    List<Resource> resources = opened();

    resources.subList(0, 499).forEach(suspects::of);
    assertThat(suspects.hasRoomForMore()).isTrue();
    resources.subList(499, 500).forEach(suspects::of);
    assertThat(suspects.hasRoomForMore()).isFalse();
  }

  @Test
  void aThousandAreWatched() {
    List<Resource> resources = opened();
    Unreachable unreachable = new Unreachable((resource, object) -> {});

    resources.forEach(unreachable::watch);

    assertThat(resources).filteredOn(each -> each.guardNotes().isWatched()).hasSize(1000);
    unreachable.releaseAll();
  }

  /** It may be in a variable of that method still. */
  @Test
  void whatARunningMethodHasTooMuchOfIsNobodyElses() {
    List<Resource> resources = opened();
    FreshResources fresh = new FreshResources();
    int[] sites = RobustdbBridge.sites();
    int word = RobustdbBridge.begun(sites);
    try {
      for (Resource resource : resources.subList(0, 300)) {
        resource.noteOfGuard().keeper(fresh);
        fresh.add(resource, true);
      }
    } finally {
      sites[0] = word;
      sites[RobustdbBridge.OPENED] = 0;
    }

    assertThat(IntStream.range(0, 300).filter(index -> fresh.has(resources.get(index))).count())
        .isEqualTo(256);
    assertThat(resources.subList(0, 300))
        .allMatch(resource -> resource.guardNotes().keeper() == fresh);
  }

  private List<Resource> opened() {
    return connections.stream()
        .map(
            connection ->
                ledger.open(
                    ResourceKind.CONNECTION,
                    connection,
                    opening,
                    null,
                    new Opener(Thread.currentThread(), Scope.NONE)))
        .toList();
  }
}
