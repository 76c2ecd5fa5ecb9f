package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.guard.FailingClose;
import io.robustdb.it.scenarios.guard.OtherDrivers;
import io.robustdb.it.scenarios.guard.StartUps;
import io.robustdb.it.scenarios.guard.UnfinishedWork;
import io.robustdb.it.scenarios.guard.Witnesses;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guard does where few of the things that it looks at can tell. */
@ExtendWith(PostgresExtension.class)
class GuardWitnessTest {
  private static final String OF_THE_PROGRAM = "app-packages=io.robustdb.it";

  private final Postgres postgres;

  GuardWitnessTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  /** A busy thread or too many objects are a doubt, and here the collector may not be asked. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theByteCodeIsEnoughWhereTheCollectorIsNotAsked(Jdk jdk) {
    Result result =
        witnesses("busy-thread", "crowd")
            .jdk(jdk)
            .jvmArguments("-XX:+DisableExplicitGC")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("sessions ")))
        .containsExactly(
            "sessions busy-thread 0",
            "sessions busy-thread 0",
            "sessions busy-thread 0",
            "sessions crowd 0",
            "sessions crowd 0",
            "sessions crowd 0");
  }

  /** The byte code does not tell, and threads of the JDK, of a pool and of ours are no doubt. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theWalkIsEnoughWhereNoThreadIsBusyWithCodeOfOthers(Jdk jdk) {
    Result result =
        startUps("leaks", "through-queue", "pool-through-queue")
            .jdk(jdk)
            .jvmArguments("-XX:+DisableExplicitGC")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("sessions ")))
        .hasSize(6)
        .containsOnly("sessions through-queue 0", "sessions pool-through-queue 0");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void threadsOfADriverAreNoDoubt(Jdk jdk) {
    Result result =
        startUps("leaks", "pool-beside-another-driver")
            .libraries(
                Libraries.newest("postgresql"),
                Libraries.newest("hikaricp"),
                Libraries.newest("derby"))
            .jdk(jdk)
            .jvmArguments("-XX:+DisableExplicitGC")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("sessions ")))
        .hasSize(3)
        .containsOnly("sessions pool-beside-another-driver 0");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatOnlyTheCallersOperandsHoldIsLostWithAnError(Jdk jdk) {
    Result result = witnesses("operands").jdk(jdk).agent("").run().expectExit(0);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("caught ")))
        .containsExactly("caught operands 0", "caught operands 0", "caught operands 0");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anErrorOfTheApplicationsOwnIsAFailedCheckToo(Jdk jdk) {
    Result result = witnesses("own-error").jdk(jdk).agent("").run().expectExit(0);

    assertThat(result.stdout()).contains("after own-error 0");
    assertThat(result.report().findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.verdict()).isEqualTo("after-failed-probe");
              assertThat(found.outcomes()).containsOnlyKeys("closed-by-guard");
            });
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatOnlyAnotherThreadHoldsIsLeftAlone(Jdk jdk) {
    String[] held = {"idle-thread", "task", "running-call"};
    Result without = witnesses(held).jdk(jdk).run().expectExit(0);
    Result with = witnesses(held).jdk(jdk).agent("").run().expectExit(0);

    assertThat(with.stdout())
        .isEqualTo(without.stdout())
        .contains("idle-thread works")
        .contains("task works")
        .contains("running-call works");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatOneThingAloneHoldsIsLeftAlone(Jdk jdk) {
    String[] held = {"operand", "further-operand", "same-line", "unwrapped", "unwrapped-handle"};
    Result without = witnesses(held).jdk(jdk).run().expectExit(0);
    Result with = witnesses(held).jdk(jdk).agent("").run().expectExit(0);

    assertThat(with.stdout())
        .isEqualTo(without.stdout())
        .contains("\noperand works")
        .contains("further-operand works")
        .contains("same-line works")
        .contains("unwrapped works")
        .contains("unwrapped-handle works");
  }

  /** The collector would tell the same, but each look costs. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatARunningMethodHasIsLookedAtByItsThreadAlone(Jdk jdk) {
    Result result = witnesses("same-line").jdk(jdk).agent("log=info").run().expectExit(0);

    assertThat(result.stdout().lines().filter("same-line works"::equals)).hasSize(2);
    assertThat(result.stderr()).contains("INFO").doesNotContain("guard left");
  }

  /**
   * By itself: where the code has earned trust, the variables of constructors are not looked at.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void aConstructorThatFailsGivesNobodyItsObject(Jdk jdk) {
    Result result =
        startUps("leaks", "inherited-constructor").jdk(jdk).agent("").run().expectExit(0);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("sessions ")))
        .hasSize(3)
        .containsOnly("sessions inherited-constructor 0");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void virtualThreadsThatTheJdkDoesNotTellOfMayHaveIt(Jdk jdk) {
    Result result =
        startUps("hands-off", "virtual-thread")
            .jdk(jdk)
            .jvmArguments("-Djdk.trackAllThreads=false")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("virtual-thread works");
  }

  /** It never failed a check; the driver itself may close it when it is collected, too. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatComesWhenNobodyWaitsForItIsClosedWhenTheCollectorFindsIt(Jdk jdk) {
    Result result = startUps("leaks", "future-given-up").jdk(jdk).agent("").run().expectExit(0);

    assertThat(result.stderr()).contains("closed it when the garbage collector had found it");
    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(found -> assertThat(found.outcomes()).containsOnlyKeys("closed-by-guard"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void workThatNobodyHasCommittedIsRolledBackFirst(Jdk jdk) {
    Result result =
        ChildJvm.running(UnfinishedWork.class)
            .libraries(
                Libraries.newest("postgresql"),
                Libraries.newest("hikaricp"),
                Libraries.newest("derby"))
            .jdk(jdk)
            .agent("guard=lost")
            .run()
            .expectExit(0);

    assertThat(result.stdout())
        .contains("suppressed 0")
        .doesNotContain("suppressed 1")
        .doesNotContain("did not fail")
        .contains("rows 0");
    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(found -> assertThat(found.outcomes()).containsOnlyKeys("closed-by-guard"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aCloseThatHangsIsEndedByAbort(Jdk jdk) {
    Result result =
        ChildJvm.running(FailingClose.class)
            .arguments("aborted")
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("its own true not ready").doesNotContain("suppressed");
    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(found -> assertThat(found.outcomes()).containsOnlyKeys("closed-by-guard"));
  }

  /** Its error goes on when a few have taken their time, whatever there is to close still. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theApplicationWaitsForAWhileAndNoLonger(Jdk jdk) {
    Result result =
        ChildJvm.running(FailingClose.class)
            .arguments("hangs-thrice")
            .jvmArguments("-XX:+UseSerialGC", "-Xmn256m") // the collector would find them, too
            .jdk(jdk)
            .agent("log=info")
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("its own true not ready");
    assertThat(result.stderr().split("guard left a connection: closing it has taken too long", -1))
        .as("%s", result)
        .hasSize(3);
    assertThat(result.stderr())
        .contains("guard left a connection: there was no more time to look at it");
  }

  /** A thread of the driver's own is busy with it, and compiled code has let go of it. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatIsInUseIsNotClosedUntilTheNextIsOpened(Jdk jdk) {
    Result result =
        ChildJvm.running(FailingClose.class)
            .arguments("in-use")
            .jdk(jdk)
            .libraries() // nothing but the driver itself
            .jvmArguments("-XX:TieredStopAtLevel=1") // compiles simply, and soon
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout())
        .contains("closed 0 times while in use")
        .contains("closed 2 times in the end");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whoHasAStatementHasItsConnection(Jdk jdk) {
    Result result =
        ChildJvm.running(FailingClose.class)
            .arguments("statement")
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("kept a statement, closed 0 times");
  }

  /** Its checkout is lost with it, and is closed; the pool inside it is in use. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolInsideAWrapperThatIsLostIsLeftAlone(Jdk jdk) {
    String[] shapes = {"wrapper-leaking", "wrapper-handles-leaking"};
    Result without = startUps("hands-off", shapes).jdk(jdk).run().expectExit(0);
    Result with = startUps("hands-off", shapes).jdk(jdk).agent("").run().expectExit(0);

    assertThat(with.stdout())
        .isEqualTo(without.stdout())
        .contains("wrapper-leaking closed false", "wrapper-handles-leaking closed false");
    assertThat(with.report().totals().closedByGuard()).containsEntry("pool", 0L);
  }

  /** The pool that lent it is not known by what it has lent. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatOthersHaveOpenedInsideAWrapperThatIsLostIsLeftAlone(Jdk jdk) {
    String[] shapes = {"around-connection", "around-checkout", "around-distant-checkout"};
    Result without = startUps("hands-off", shapes).jdk(jdk).run().expectExit(0);
    Result with = startUps("hands-off", shapes).jdk(jdk).agent("").run().expectExit(0);

    assertThat(with.stdout())
        .isEqualTo(without.stdout())
        .contains(Stream.of(shapes).map(shape -> shape + " works").toArray(String[]::new));
  }

  /** The wrapper, which holds nothing, is no pool of its own. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolThatIsLostWithItsWrapperIsClosedAndCountedOnce(Jdk jdk) {
    Result result = startUps("hands-off", "wrapper-with-pool").jdk(jdk).agent("").run();

    assertThat(result.expectExit(0).report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.type()).endsWith("HikariDataSource");
              assertThat(found.outcomes()).containsExactly(Map.entry("closed-by-guard", 3));
            });
  }

  /** One that gives on what its pool gave, as it is, is the pool that everybody sees. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolInsideOneThatIsLostIsClosedByThat(Jdk jdk) {
    String shape = "wrapper-with-pool-as-it-is";
    Result result = startUps("hands-off", shape).jdk(jdk).agent("").run();

    assertThat(result.expectExit(0).report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.type()).endsWith("Wrapper");
              assertThat(found.outcomes()).containsExactly(Map.entry("closed-by-guard", 3));
            });
  }

  /** What a pool was made around is closed with it, and counted with it. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolIsClosedBeforeWhatIsInIt(Jdk jdk) {
    Result result = startUps("hands-off", "around-own").jdk(jdk).agent("").run().expectExit(0);

    assertThat(result.report().totals().closedByGuard())
        .as("%s", result)
        .containsEntry("pool", 3L)
        .containsEntry("connection", 0L);
  }

  /** There is nothing that closing it would close, at once or by the time that it is found. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aWrapperAroundAPoolThatIsClosedIsLeftAlone(Jdk jdk) {
    for (String shape :
        List.of("wrapper-emptied", "wrapper-emptied-later", "wrapper-emptied-again")) {
      Result result = startUps("hands-off", shape).jdk(jdk).agent("").run().expectExit(0);

      assertThat(result.report().findings()).as("%s", result).isEmpty();
      assertThat(result.report().totals().closedByGuard()).containsEntry("pool", 0L);
    }
  }

  /** Nothing ends by the error but the call itself. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolThatGaveNothingIsClosedBeforeTheNextIsOpened(Jdk jdk) {
    Result result = witnesses("pool-in-vain").jdk(jdk).agent("").run().expectExit(0);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("pool-in-vain")))
        .hasSize(3)
        .containsOnly("pool-in-vain with 1");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void statementsAreNoneOfItsBusiness(Jdk jdk) {
    Result result =
        witnesses("statement").jdk(jdk).agent("statements=on,log=info").run().expectExit(0);

    assertThat(result.stdout()).contains("statement failed with");
    assertThat(result.stderr()).contains("4 statements").doesNotContain("guard ");
  }

  /** Nothing in the code of who opens it tells that somebody else has it. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatTheDriverHasGivenToSomebodyElseIsLeftAlone(Jdk jdk) {
    for (String shape : List.of("listener", "own-driver", "busy-driver")) {
      Result without = otherDrivers(shape).jdk(jdk).run().expectExit(0);
      Result with = otherDrivers(shape).jdk(jdk).agent(OF_THE_PROGRAM).run().expectExit(0);

      assertThat(with.stdout()).isEqualTo(without.stdout()).contains(shape + " works");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatTheJdkHasForTheDriverIsNoUse(Jdk jdk) {
    Result result = otherDrivers("journal").jdk(jdk).agent(OF_THE_PROGRAM).run().expectExit(0);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("sessions ")))
        .hasSize(3)
        .containsOnly("sessions journal 0");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aConnectionThatSaysItIsNotValidIsClosedThoughNothingIsThrown(Jdk jdk) {
    Result result =
        ChildJvm.running(FailingClose.class)
            .arguments("invalid")
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("valid false, closed 1 times");
    assertThat(result.report().findings())
        .singleElement()
        .satisfies(found -> assertThat(found.outcomes()).containsOnlyKeys("closed-by-guard"));
  }

  private ChildJvm otherDrivers(String shape) {
    return ChildJvm.running(OtherDrivers.class)
        .libraries(Libraries.newest("postgresql"))
        .arguments(postgres.url("other-driver"), postgres.user(), postgres.password(), shape);
  }

  private ChildJvm startUps(String kind, String... names) {
    return ChildJvm.running(StartUps.class)
        .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
        .arguments(postgres.url("start-up"), postgres.user(), postgres.password(), kind)
        .arguments(names);
  }

  private ChildJvm witnesses(String... names) {
    return ChildJvm.running(Witnesses.class)
        .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
        .arguments(postgres.url("witness"), postgres.user(), postgres.password())
        .arguments(names);
  }
}
