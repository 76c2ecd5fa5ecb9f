package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;
import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.steps.Steps;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the agent comes into a JVM, and what it leaves alone. */
@ExtendWith(PostgresExtension.class)
class LoadingTest {
  private static final int JAVA_8 = 52;

  private final Postgres postgres;
  private final Programs programs;

  LoadingTest(Postgres postgres) {
    this.postgres = postgres;
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aSecondAgentSaysSoInOneLine(Jdk jdk) {
    Result result =
        programs
            .steps("loading", "connect")
            .jdk(jdk)
            .agent("")
            .jvmArguments("-javaagent:" + AgentJar.path())
            .run()
            .expectExit(0);

    assertThat(result.report().findings()).hasSize(1);
    assertThat(
            result
                .stderr()
                .lines()
                .filter(line -> line.contains("is attached to this JVM already")))
        .hasSize(1);
    assertThat(result.stderr().lines().filter(line -> line.contains("opened at"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withoutOptionsItBeginsWithTheFirstClassOfJdbcAndMissesNothing(Jdk jdk) {
    Result late = begunLate(jdk).jvmArguments("-javaagent:" + AgentJar.path()).run().expectExit(0);
    Result atOnce = begunLate(jdk).agent("").run().expectExit(0);

    assertThat(findings(late)).isEqualTo(findings(atOnce)).hasSize(6);
    assertThat(late.stderr()).contains("robustdb: 3 findings, 10 resources not closed");
  }

  private ChildJvm begunLate(Jdk jdk) {
    return programs.steps("loading", "connect-in-threads=8", "failed-query", "pool").jdk(jdk);
  }

  /** Where they were opened and how they are named. */
  private static List<String> findings(Result result) {
    return result
        .stderr()
        .lines()
        .filter(line -> line.contains("opened at") || line.contains("   fingerprint"))
        .toList();
  }

  @Test
  void anAgentInsideOfAnotherJarSaysSoInOneLine(@TempDir Path folder) throws IOException {
    Path jar = uberJar(folder.resolve("application.jar"));
    Result result =
        programs
            .steps("loading", "connect-and-close")
            .jvmArguments("-javaagent:" + jar)
            .run()
            .expectExit(0);

    assertThat(result.stderr().lines())
        .singleElement()
        .asString()
        .startsWith("robustdb: ")
        .contains("was repackaged into application.jar");
  }

  @Test
  void theEntryIsOfJava8AndTellsAnOlderJavaInOneLine() throws Exception {
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().endsWith(".class")) {
          assertThat(majorVersion(jar.getInputStream(entry))).as(entry.getName()).isEqualTo(JAVA_8);
        }
      }
    }
    try (RunningJvm jvm = programs.steps("loading", "as-java-11", "wait").start()) {
      jvm.awaitLine("done as-java-11");
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      machine.loadAgent(AgentJar.path().toString(), "report=" + jvm.reportFolder());
      machine.detach();
      jvm.writeLine("go on");
      Result result = jvm.awaitExit().expectExit(0);

      assertThat(result.stderr())
          .contains(
              "robustdb: needs Java 17 or newer and this is Java 11; the application runs without it");
      assertThat(result.reportFolder()).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void toolsOfTheJdkAreLeftAlone(Jdk jdk, @TempDir Path folder) throws Exception {
    Path reports = Files.createDirectory(folder.resolve("reports"));
    for (Path tool : List.of(jdk.javac(), jdk.jar())) {
      ProcessBuilder builder = new ProcessBuilder(tool.toString(), "--version");
      builder
          .environment()
          .put("JAVA_TOOL_OPTIONS", "-javaagent:" + AgentJar.path() + "=report=" + reports);
      Process process = builder.redirectErrorStream(true).start();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isZero();
      assertThat(output.lines().filter(line -> !line.startsWith("Picked up"))).hasSize(1);
    }
    assertThat(reports).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void attachedLaterItSeesWhatIsOpenedFromThenOn(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs.steps("loading", "connect", "wait", "connect-elsewhere").jdk(jdk).start()) {
      jvm.awaitLine("done connect");
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      String jar = AgentJar.path().toString();
      String good = "report=" + jvm.reportFolder();

      assertThatThrownBy(() -> machine.loadAgent(jar, good + ",gaet=fail"))
          .isInstanceOf(AgentInitializationException.class);
      machine.loadAgent(jar, good);
      machine.detach();
      jvm.writeLine("go on");
      Result result = jvm.awaitExit().expectExit(0);

      Report report = result.report();
      assertThat(report.findings()).hasSize(2); // the one from before, without a site
      assertThat(report.findings())
          .filteredOn(found -> !found.stack().isEmpty())
          .singleElement()
          .satisfies(found -> assertThat(found.site().method()).isEqualTo("connectElsewhere"));
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aModularApplicationIsWatched(Jdk jdk, @TempDir Path folder) throws Exception {
    Path module = compileModule(jdk, folder);
    String path =
        module + java.io.File.pathSeparator + Libraries.jars(Libraries.newest("postgresql")).get(0);
    Result result =
        ChildJvm.running("-m")
            .jdk(jdk)
            .agent("")
            .jvmArguments("--module-path", path, "--add-modules", "ALL-MODULE-PATH")
            .arguments(
                "modular/modular.Main",
                postgres.url("modular"),
                postgres.user(),
                postgres.password())
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("named true");
    assertThat(result.report().findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.site().className()).isEqualTo("modular.Main");
              assertThat(found.origin()).isEqualTo("application");
            });
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theSameDriverInTwoLoadersIsWatchedTwice(Jdk jdk) {
    Path driver = Libraries.jars(Libraries.newest("postgresql")).get(0);
    Result result =
        programs.steps("loading", "two-loaders=" + driver).jdk(jdk).agent("").run().expectExit(0);

    assertThat(result.report().findings())
        .singleElement()
        .satisfies(found -> assertThat(found.count()).isEqualTo(2));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void classDataSharingStaysInUseAndTheVirtualMachineSaysNothing(Jdk jdk, @TempDir Path folder)
      throws IOException {
    Path archive = folder.resolve("application.jsa");
    ofJars(folder, "connect-and-close")
        .jdk(jdk)
        .jvmArguments("-XX:ArchiveClassesAtExit=" + archive)
        .run()
        .expectExit(0);
    withArchive(jdk, folder, "-XX:SharedArchiveFile=" + archive);
  }

  @Test
  void theCacheOfLinkedClassesStaysInUseAndTheVirtualMachineSaysNothing(@TempDir Path folder)
      throws IOException {
    Jdk jdk = Jdk.newest();
    Assumptions.assumeTrue(jdk.feature() >= 25, "no JDK with an AOT cache in one step here");
    Path cache = folder.resolve("application.aot");
    ofJars(folder, "connect-and-close")
        .jdk(jdk)
        .jvmArguments("--add-modules", "java.instrument", "-XX:AOTCacheOutput=" + cache)
        .run()
        .expectExit(0);
    withArchive(jdk, folder, "-XX:AOTCache=" + cache);
  }

  private void withArchive(Jdk jdk, Path folder, String option) throws IOException {
    Path log = folder.resolve("loaded.log");
    Result result =
        ofJars(folder, "connect")
            .jdk(jdk)
            .agent("")
            .jvmArguments(option, "-Xlog:class+load:file=" + log)
            .run()
            .expectExit(0);

    assertThat(result.report().findings())
        .singleElement()
        .satisfies(found -> assertThat(found.site().method()).isEqualTo("connect"));
    assertThat(result.stderr().lines()).allMatch(line -> line.startsWith("robustdb:"));
    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded.stream().filter(line -> line.contains("shared objects file")).count())
        .as("classes from the archive")
        .isGreaterThan(400);
    assertThat(loaded)
        .anyMatch(
            line -> line.contains("org.postgresql.util.") && line.contains("shared objects file"));
  }

  /** An archive takes classes from jars only. */
  private ChildJvm ofJars(Path folder, String step) throws IOException {
    Path jar = folder.resolve("steps.jar");
    if (!Files.exists(jar)) {
      Path classes =
          Path.of(Steps.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      String inner = Steps.class.getPackageName().replace('.', '/');
      try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> files = Files.list(classes.resolve(inner))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          output.putNextEntry(new JarEntry(inner + "/" + file.getFileName()));
          Files.copy(file, output);
        }
      }
    }
    List<Path> jars = new ArrayList<>(List.of(jar));
    jars.add(withoutVersions(Libraries.jars(Libraries.newest("postgresql")).get(0), folder));
    jars.addAll(Libraries.jars(Libraries.newest("hikaricp")));
    return programs.steps("loading", step).classPath(jars);
  }

  /**
   * Java 17 crashes with whatever agent where an archive holds a class of a multi-release jar (JEP
   * 238).
   */
  private static Path withoutVersions(Path original, Path folder) throws IOException {
    Path copy = folder.resolve("driver.jar");
    if (!Files.exists(copy)) {
      try (JarFile jar = new JarFile(original.toFile());
          JarOutputStream output = new JarOutputStream(Files.newOutputStream(copy))) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
          if (!entry.getName().startsWith("META-INF/versions") && !isManifest(entry)) {
            output.putNextEntry(new JarEntry(entry.getName()));
            jar.getInputStream(entry).transferTo(output);
          }
        }
      }
    }
    return copy;
  }

  private static boolean isManifest(JarEntry entry) {
    return entry.getName().equals(JarFile.MANIFEST_NAME);
  }

  private static Path uberJar(Path target) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "io.robustdb.agent.RobustdbAgent");
    manifest.getMainAttributes().putValue("Implementation-Title", "an application");
    try (JarFile jar = new JarFile(AgentJar.path().toFile());
        JarOutputStream output = new JarOutputStream(Files.newOutputStream(target), manifest)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (!entry.getName().startsWith("META-INF/") && !entry.isDirectory()) {
          output.putNextEntry(new JarEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(output);
        }
      }
    }
    return target;
  }

  private static int majorVersion(InputStream classFile) throws IOException {
    try (DataInputStream data = new DataInputStream(classFile)) {
      data.readInt();
      data.readUnsignedShort();
      return data.readUnsignedShort();
    }
  }

  private static Path compileModule(Jdk jdk, Path folder) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources/modular"));
    Path declaration = folder.resolve("sources/module-info.java");
    Files.writeString(declaration, "module modular { requires java.sql; }");
    Path main = sources.resolve("Main.java");
    Files.writeString(
        main,
        """
        package modular;

        public class Main {
          static Object kept;

          public static void main(String[] args) throws Exception {
            kept = java.sql.DriverManager.getConnection(args[0], args[1], args[2]);
            System.out.println("named " + Main.class.getModule().isNamed());
          }
        }
        """);
    Path classes = folder.resolve("modular");
    Process process =
        new ProcessBuilder(
                jdk.javac().toString(),
                "-d",
                classes.toString(),
                declaration.toString(),
                main.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return classes;
  }
}
