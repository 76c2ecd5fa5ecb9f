package io.robustdb.benchmark.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One loop in one JVM. Several of them live side by side and take turns of a tenth of a second:
 * what else the machine does comes and goes in seconds, and so meets all of them alike. Immutable.
 */
public final class JmhFork {
  /** Nanoseconds of the measuring thread's CPU time for one operation. */
  public static final String CPU = ThreadCpu.LABEL;

  /** Bytes that the whole JVM allocates for one operation. */
  public static final String BYTES = "gc.alloc.rate.norm";

  /** Woven code is large: it takes a busy machine seconds to compile all of it to the end. */
  private static final int WARM_UPS = 8;

  private static final TimeValue WARM_UP_TIME = TimeValue.milliseconds(500);
  private static final int ITERATIONS = 20;
  private static final TimeValue TIME = TimeValue.milliseconds(100);

  private final Settings settings;
  private final Variant variant;
  private final String benchmark;
  private final Map<String, String> parameters;

  /**
   * @param benchmark the class of the loop
   * @param method its method
   * @param parameters the values of all its parameters
   */
  public JmhFork(
      Settings settings,
      Variant variant,
      Class<?> benchmark,
      String method,
      Map<String, String> parameters) {
    this.settings = settings;
    this.variant = variant;
    this.benchmark = Pattern.quote(benchmark.getName() + "." + method);
    this.parameters = Map.copyOf(parameters);
  }

  /** Gives the medians of {@link #CPU} and {@link #BYTES} over the iterations of each. */
  public static List<Numbers> run(List<JmhFork> forks) throws Exception {
    ExecutorService runners = Executors.newFixedThreadPool(forks.size());
    try (Rotation rotation = new Rotation()) {
      List<Future<Numbers>> running = new ArrayList<>();
      for (JmhFork fork : forks) {
        running.add(runners.submit(() -> fork.run(rotation.port())));
      }
      rotation.turn(forks.size());
      List<Numbers> numbers = new ArrayList<>();
      for (Future<Numbers> one : running) {
        numbers.add(one.get());
      }
      return numbers;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a loop has failed", failure.getCause());
    } finally {
      runners.shutdown();
    }
  }

  private Numbers run(int rotation) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmark + "$")
            .jvm(settings.java())
            .jvmArgsPrepend(settings.jvmArguments(variant).toArray(new String[0]))
            .jvmArgsAppend(
                "-Xms512m", "-Xmx512m", ChildJvm.QUIET, "-D" + OwnTurn.PORT + "=" + rotation)
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(WARM_UP_TIME)
            .measurementIterations(ITERATIONS)
            .measurementTime(TIME)
            .addProfiler(OwnTurn.class)
            .addProfiler(ThreadCpu.class)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    parameters.forEach(options::param);
    RunResult result = new Runner(options.build()).runSingle();
    Collection<IterationResult> iterations =
        result.getBenchmarkResults().iterator().next().getIterationResults();
    return new Numbers(Map.of(CPU, median(iterations, CPU), BYTES, median(iterations, BYTES)));
  }

  private static double median(Collection<IterationResult> iterations, String label) {
    return Estimate.median(
        iterations.stream()
            .mapToDouble(iteration -> score(iteration.getSecondaryResults().get(label), label))
            .toArray());
  }

  private static double score(@Nullable Result<?> result, String label) {
    if (result == null) {
      throw new IllegalStateException("JMH does not tell '" + label + "'");
    }
    return result.getScore();
  }
}
