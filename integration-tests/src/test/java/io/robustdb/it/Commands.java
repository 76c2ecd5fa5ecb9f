package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The commands of the jar, as a user gives them, and what they say. */
final class Commands {
  static final int BAD_INPUT = 2;

  private Commands() {}

  static Result command(String... arguments) {
    return ChildJvm.runningJar(AgentJar.path()).arguments(arguments).run();
  }

  static String pid(RunningJvm jvm) {
    return Long.toString(jvm.pid());
  }

  static String listed(RunningJvm jvm) {
    return command("list")
        .expectExit(0)
        .stdout()
        .lines()
        .filter(line -> line.strip().startsWith(pid(jvm) + " "))
        .findFirst()
        .orElse("not listed");
  }

  /** What stands behind the first words of a line. */
  static String word(String output, String first) {
    return output
        .lines()
        .filter(line -> line.startsWith(first))
        .map(line -> line.substring(first.length()))
        .findFirst()
        .orElseThrow();
  }

  static void assertOneLine(Result result, String text) {
    result.expectExit(BAD_INPUT);
    assertThat(result.stderr().lines()).singleElement().asString().contains(text);
  }

  static Path readableByAll(Path folder) throws IOException {
    Path jar = Files.copy(AgentJar.path(), folder.resolve("robustdb.jar"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
    return jar;
  }

  /** What a command of another user says, which is one line. */
  static String refusedElsewhere(Path jar, String word, RunningJvm jvm) throws Exception {
    Process command =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Jdk.current().java().toString(),
                "-jar",
                jar.toString(),
                word,
                pid(jvm))
            .redirectErrorStream(true)
            .start();
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(command.waitFor()).as(said).isEqualTo(BAD_INPUT);
    assertThat(said.lines()).hasSize(1);
    return said;
  }
}
