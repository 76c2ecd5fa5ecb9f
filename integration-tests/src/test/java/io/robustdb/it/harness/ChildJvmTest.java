package io.robustdb.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.scenarios.Surroundings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child JVM is started with, and what comes back. */
class ChildJvmTest {

  @Test
  void theResultHoldsStatusOutputAndAnEmptyReportFolder() {
    Result result = ChildJvm.running(Surroundings.class).arguments("one", "two").run();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stdout()).startsWith("arguments one two");
    assertThat(result.stderr()).isEqualTo("to stderr");
    assertThat(result.reportFolder()).isEmptyDirectory();
  }

  @Test
  void eachRunHasItsOwnReportFolder() {
    ChildJvm jvm = ChildJvm.running(Surroundings.class);

    assertThat(jvm.run().reportFolder()).isNotEqualTo(jvm.run().reportFolder());
  }

  @Test
  void folderEnvironmentAndJvmArgumentsAreAsSet(@TempDir Path folder) {
    Result result =
        ChildJvm.running(Surroundings.class)
            .workingDirectory(folder)
            .environment("ROBUSTDB_GUARD", "off")
            .jvmArguments("-Xmx64m")
            .run();

    assertThat(result.stdout())
        .contains("folder " + folder)
        .contains("env ROBUSTDB_GUARD=off")
        .contains("jvm [-Xmx64m]");
  }

  @Test
  void theMachinesOwnSettingsForJvmsAreKeptOut() {
    assertThat(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "ROBUSTDB_GATE"))
        .allMatch(ChildJvm::changesTheJvm);
    assertThat(List.of("PATH", "HOME", "JAVA_HOME")).noneMatch(ChildJvm::changesTheJvm);
  }

  @Test
  void theReportFolderIsAddedUnlessTheOptionsNameOne() {
    Path folder = Path.of("reports");

    assertThat(ChildJvm.withReport("", folder)).isEqualTo("report=reports");
    assertThat(ChildJvm.withReport("guard=off", folder)).isEqualTo("guard=off,report=reports");
    assertThat(ChildJvm.withReport("report=mine", folder)).isEqualTo("report=mine");
  }
}
