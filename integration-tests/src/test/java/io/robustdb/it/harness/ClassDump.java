package io.robustdb.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a running JVM as they are in its memory, read by the debugger of its JDK, as text:
 * what {@code javap} says of their members and code, but for the numbers of constants, which the
 * JVM gives anew whenever a class is changed. The JVM stands still for a moment.
 */
public final class ClassDump {
  private static final int SECONDS = 60;

  private final Jdk jdk;
  private final long pid;

  /**
   * @param jdk the JVM's own
   */
  public ClassDump(Jdk jdk, long pid) {
    this.jdk = jdk;
    this.pid = pid;
  }

  /**
   * The text of each class, by its name.
   *
   * @throws IllegalStateException where one is not loaded, or the debugger was refused
   */
  public Map<String, String> of(List<String> types) throws IOException, InterruptedException {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(BuildFolder.target()), "class-dump");
    List<String> commands = new ArrayList<>();
    types.forEach(type -> commands.add("dumpclass " + type + " " + folder));
    commands.add("quit");
    String said =
        run(
            List.of(jdk.tool("jhsdb").toString(), "clhsdb", "--pid", Long.toString(pid)),
            String.join("\n", commands) + "\n");
    Map<String, String> texts = new HashMap<>();
    for (String type : types) {
      Path file = folder.resolve(type.replace('.', '/') + ".class");
      if (!Files.exists(file)) {
        throw new IllegalStateException("no dump of " + type + ": " + said);
      }
      String text =
          run(List.of(jdk.tool("javap").toString(), "-c", "-p", "-s", file.toString()), "");
      texts.put(type, text.replaceAll("#\\d+(,  \\d+)? *", "# "));
    }
    return texts;
  }

  private static String run(List<String> command, String input)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return said;
  }
}
