package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.MavenBuild;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the documents tell users to write, taken from there and run. */
@ExtendWith(PostgresExtension.class)
class RecipesTest {
  private static final int FAILED = 23;
  private static final Path DOCUMENTS = BuildFolder.module().resolve("../agent/docs");
  private static final Pattern COMMAND = Pattern.compile("java -jar robustdb\\.jar ([^'\\n>]+)");

  private final Postgres postgres;
  private final Programs programs;

  RecipesTest(Postgres postgres) {
    this.postgres = postgres;
    this.programs = new Programs(postgres);
  }

  @Test
  void anAgentThatIsPassedOverIsMissedByTheGate() throws IOException {
    MavenBuild build = build();
    write(build, pom(build).replace("<configuration>", configuration("-Xmx300m")));

    Result green = build.property("argLine", MavenBuild.agent("junit=fail")).run("test");
    assertThat(green.exitCode()).as(green.toString()).isZero();
    Result gate = gate(build);
    assertThat(gate.exitCode()).as(gate.toString()).isEqualTo(FAILED);
    assertThat(gate.stdout() + gate.stderr()).contains("target/robustdb");
  }

  @Test
  void theSnippetForMavenSurvivesAnArgLine() throws IOException {
    String recipe = Files.readString(DOCUMENTS.resolve("recipes.md"));
    Matcher argLine = Pattern.compile("<argLine>(@.*?)</argLine>").matcher(recipe);
    assertThat(argLine.find()).isTrue();
    MavenBuild build = build();
    write(
        build,
        pom(build)
            .replace("<configuration>", configuration(argLine.group(1)))
            .replace(
                "<properties>",
                "<properties><argLine>-Xmx300m</argLine><robustdb.jar>"
                    + AgentJar.path()
                    + "</robustdb.jar>"));

    Result red = build.run("test");
    assertThat(red.exitCode()).as(red.toString()).isNotZero();
    assertThat(red.stdout()).contains("VariableTest.leaks:12");
    Result gate = gate(build);
    assertThat(gate.stdout()).contains("1 report, 1 failing of 1 findings");
  }

  @Test
  void everyCommandOfTheDocumentsIsUnderstood() throws IOException {
    Result leaking = programs.steps("recipes", "failed-query").agent("").run().expectExit(0);
    Path folder = Files.createDirectories(leaking.reportFolder().resolve("commands"));
    Files.writeString(folder.resolve("robustdb.baseline"), "# nothing yet\n");
    int commands = 0;
    for (String document : List.of("ci.md", "recipes.md")) {
      Matcher command = COMMAND.matcher(Files.readString(DOCUMENTS.resolve(document)));
      while (command.find()) {
        if (!command.group(1).contains("FORMAT")) {
          commands++;
          run(command.group(1).strip(), leaking.reportFolder(), folder);
        }
      }
    }
    assertThat(commands).isGreaterThan(7);
  }

  private static void run(String command, Path reports, Path folder) {
    String[] arguments =
        command.replaceAll("(target|build)/robustdb", reports.toString()).split("\\s+");
    Result result =
        ChildJvm.runningJar(AgentJar.path()).arguments(arguments).workingDirectory(folder).run();

    int expected = command.startsWith("gate") ? FAILED : 0;
    assertThat(result.exitCode()).as(command + "\n" + result).isEqualTo(expected);
  }

  private MavenBuild build() {
    return MavenBuild.of("jupiter")
        .property("surefire.version", "3.6.1")
        .property("junit.version", "6.1.3")
        .property("postgresql.version", System.getProperty("postgresql.version", ""))
        .property("hikaricp.version", System.getProperty("hikaricp.version", ""))
        .property("slf4j.version", System.getProperty("slf4j.version", ""))
        .property("test", "VariableTest#leaks+closes")
        .environment(
            "DATABASE_URL",
            postgres.url("recipes")
                + "&user="
                + postgres.user()
                + "&password="
                + postgres.password());
  }

  private static Result gate(MavenBuild build) {
    return ChildJvm.runningJar(AgentJar.path())
        .arguments("gate", "--expect", "1", "target/robustdb")
        .workingDirectory(build.project())
        .run();
  }

  private static String configuration(String argLine) {
    return "<configuration><argLine>" + argLine + "</argLine>";
  }

  private static String pom(MavenBuild build) throws IOException {
    return Files.readString(build.project().resolve("pom.xml"));
  }

  private static void write(MavenBuild build, String pom) throws IOException {
    Files.writeString(build.project().resolve("pom.xml"), pom);
  }
}
