package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.robustdb.it.generated.ProgramFolder;
import io.robustdb.it.generated.ProgramRunner;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that were made up at random: the guard closes what it must and nothing else, and no
 * program notices it.
 */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedProgramsTest {
  /** The same programs in each build, unless others are asked for. */
  private static final long SEED = Long.getLong("robustdb.test.programs.seed", 129_376);

  private static final int FIRST = Integer.getInteger("robustdb.test.programs.first", 0);
  private static final int COUNT = Integer.getInteger("robustdb.test.programs", 1000);
  private static final int COUNT_OF_OTHERS =
      Math.min(COUNT, Integer.getInteger("robustdb.test.programs.others", 250));

  /** On a machine that has other things to do as well. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10 + COUNT / 100);

  private static final int SHOWN = 5;

  private final Map<Jdk, CompletableFuture<Runs>> runs = new HashMap<>();
  private final Postgres postgres;
  private final Path testClasses;
  private final ProgramFolder programs;

  GeneratedProgramsTest(Postgres postgres) throws IOException, URISyntaxException {
    this.postgres = postgres;
    this.testClasses = testClasses();
    Path folder = testClasses.resolveSibling("generated-programs").resolve("seed-" + SEED);
    this.programs = new ProgramFolder(folder, SEED, FIRST, COUNT);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  /** All JDKs side by side: they take their time. */
  @BeforeAll
  void run() {
    System.out.println("generated programs: seed " + SEED + ", " + COUNT + " from " + FIRST);
    System.out.println(programs.statistics());
    for (Jdk jdk : jdks()) {
      runs.put(jdk, CompletableFuture.supplyAsync(() -> new Runs(jdk)));
    }
  }

  @Test
  void everyFateIsMet() {
    assumeThat(COUNT).isGreaterThanOrEqualTo(500);
    assertThat(programs.statistics().isComplete()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theGuardClosesWhatItMustAndNothingElse(Jdk jdk) throws Exception {
    Runs done = Objects.requireNonNull(runs.get(jdk)).get();
    System.out.println(jdk + ": run again " + done.guarded.again);
    System.out.println(jdk + ": needed the collector " + done.guarded.collected);
    assertThat(done.guarded.again).hasSizeLessThan(3 + done.count / 50);
    assertThat(done.guarded.collected)
        .as("at once, not later")
        .hasSizeLessThan(3 + done.count / 20);
    assertAllAgree(jdk, done.alone, done.guarded, done.count);
  }

  /** The one that goes further closes what has answered, and is held to the same hands off. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theGuardThatGoesFurtherTouchesNothingThatSomebodyHas(Jdk jdk) throws Exception {
    Runs done = Objects.requireNonNull(runs.get(jdk)).get();
    System.out.println(jdk + ": what was lost, run again " + done.lost.again);
    assertThat(done.lost.again).hasSizeLessThan(3 + done.lostCount / 50);
    assertAllAgree(jdk, done.alone, done.lost, done.lostCount);
  }

  private void assertAllAgree(Jdk jdk, Output alone, Output watched, int count) throws IOException {
    List<String> failures = new ArrayList<>();
    for (int number = FIRST; number < FIRST + count; number++) {
      List<String> expected = alone.linesOf(number);
      List<String> seen = watched.linesOf(number);
      if (!seen.equals(expected) || !seen.contains("agrees")) {
        failures.add(describe(jdk, number, expected, seen, watched.agentOn(number)));
      }
    }
    List<String> shown = failures.subList(0, Math.min(SHOWN, failures.size()));
    assertThat(failures.size()).as(String.join("\n\n", shown)).isZero();
  }

  private Output run(Jdk jdk, String how, @Nullable String agent, int count) {
    List<Path> classPath = new ArrayList<>(List.of(testClasses, programs.classes()));
    classPath.addAll(Libraries.jars(Libraries.newest("postgresql")));
    classPath.addAll(Libraries.jars(Libraries.newest("hikaricp")));
    return new Output(
        ChildJvm.running(ProgramRunner.class)
            .jdk(jdk)
            .classPath(classPath)
            .timeout(TIMEOUT)
            .agent(agent)
            .arguments(postgres.url(), postgres.user(), postgres.password())
            .arguments(how + jdk.feature() + "-", how, "" + FIRST, "" + count)
            .run()
            .expectExit(0));
  }

  private String describe(
      Jdk jdk, int number, List<String> expected, List<String> seen, List<String> agent)
      throws IOException {
    return String.join(
        "\n",
        "program " + number + " of seed " + SEED + " on " + jdk,
        "without the agent: " + expected,
        "with the agent:    " + seen,
        "the agent said:    " + agent,
        programs.sourceOf(number),
        "this one alone: mvn -B -q verify -pl agent,integration-tests -am"
            + " -Dtest=GeneratedProgramsTest -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Drobustdb.test.programs=1 -Drobustdb.test.programs.seed="
            + SEED
            + " -Drobustdb.test.programs.first="
            + number);
  }

  private static Path testClasses() throws URISyntaxException {
    return Path.of(
        GeneratedProgramsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The same programs without the agent and with it. */
  private final class Runs {
    final int count;

    /** So many are run with the guard that goes further, too. */
    final int lostCount;

    final Output alone;
    final Output guarded;
    final Output lost;

    Runs(Jdk jdk) {
      count = jdk.equals(Jdk.current()) ? COUNT : COUNT_OF_OTHERS;
      lostCount = (count + 3) / 4;
      alone = run(jdk, "alone", null, count);
      guarded = run(jdk, "guarded", "log=info", count);
      lost = run(jdk, "lost", "guard=lost,log=info", lostCount);
    }
  }

  /** What a run said, by programs. */
  private static final class Output {
    private static final Pattern SAID = Pattern.compile("(?:oracle )?(\\d+) (.*)");
    private static final Pattern BEGINS = Pattern.compile("program (\\d+)");
    private static final Pattern COLLECTED = Pattern.compile("(\\d+) needed the collector");

    private final Map<Integer, List<String>> lines = new HashMap<>();
    private final Map<Integer, List<String>> agent = new HashMap<>();
    private final List<String> again = new ArrayList<>();
    private final List<String> collected = new ArrayList<>();

    Output(Result result) {
      for (String line : result.stdout().lines().toList()) {
        Matcher said = SAID.matcher(line);
        if (line.startsWith("again ")) {
          again.add(line);
        } else if (said.matches()) {
          add(lines, Integer.parseInt(said.group(1)), said.group(2));
        }
      }
      int number = -1;
      for (String line : result.stderr().lines().toList()) {
        Matcher begins = BEGINS.matcher(line);
        Matcher needed = COLLECTED.matcher(line);
        if (needed.matches()) {
          collected.add(needed.group(1));
        } else if (begins.matches()) {
          number = Integer.parseInt(begins.group(1));
        } else if (line.contains("INFO guard")) {
          add(agent, number, line);
        }
      }
    }

    List<String> linesOf(int number) {
      return lines.getOrDefault(number, List.of());
    }

    List<String> agentOn(int number) {
      return agent.getOrDefault(number, List.of());
    }

    private static void add(Map<Integer, List<String>> all, int number, String line) {
      all.computeIfAbsent(number, none -> new ArrayList<>()).add(line);
    }
  }
}
