package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The CPU time of a Spring Boot application that starts, loads many classes and ends. */
public final class SpringBootStart implements Measurement {
  private static final String MAIN = "io.robustdb.benchmark.springboot.Application";
  private static final String CLASSES = "classes";
  private static final int MANY_CLASSES = 10_000;
  private static final double PERCENT = 8;
  private static final int ROUNDS = 40;
  private static final int FEW_ROUNDS = 3;

  @Override
  public String name() {
    return "spring-boot";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    ChildJvm jvm = ChildJvm.running(settings, classPath(settings.springBoot()), MAIN);
    Series series = Series.run(settings.rounds(ROUNDS, FEW_ROUNDS), jvm::run, Variant.AGENT);
    double classes = series.median(Variant.PLAIN, CLASSES);
    if (classes < MANY_CLASSES) {
      throw new IllegalStateException(
          "the application loads %,.0f classes, not the %,d that make it a large one"
              .formatted(classes, MANY_CLASSES));
    }
    String name = "start of Spring Boot, %,.0f classes, CPU".formatted(classes);
    return List.of(Outcome.addedPercent(name, "ms", PERCENT, series, Variant.AGENT, ChildJvm.CPU));
  }

  private static String classPath(Path built) {
    return built.resolve("classes") + File.pathSeparator + built.resolve("libraries").resolve("*");
  }
}
