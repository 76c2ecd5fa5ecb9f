package io.robustdb.it.rules;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.BuildFolder;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The agent without one of its rules: the classes that change, and a jar with them. */
final class WithoutRule {
  private static final String PACKAGE = "io/robustdb/";

  private final Rule rule;
  private final Path folder;

  WithoutRule(Rule rule) {
    this.rule = rule;
    this.folder = BuildFolder.target().resolve("rules").resolve(rule.name().replace(' ', '-'));
  }

  /** The changed classes alone. */
  Path classes() {
    return folder.resolve("classes");
  }

  /** The whole agent. */
  Path jar() {
    return folder.resolve("robustdb.jar");
  }

  /**
   * Compiles it.
   *
   * @throws IllegalStateException where an edit does not stand in its source once, or the result is
   *     no Java
   */
  void compile() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Rule.Edit edit : rule.edits()) {
      String source = sources.containsKey(edit.file()) ? sources.get(edit.file()) : read(edit);
      sources.put(edit.file(), changed(source, edit));
    }
    Files.createDirectories(classes());
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((file, source) -> units.add(new Source(PACKAGE + file, source)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-source",
            "17",
            "-target",
            "17",
            "-XDstringConcat=inline",
            "--patch-module",
            "java.base=" + agent("target/bridge-classes"),
            "--add-exports",
            "java.base/jdk.internal.access=ALL-UNNAMED",
            "--add-exports",
            "java.base/jdk.internal.misc=ALL-UNNAMED",
            "-cp",
            agent("target/classes") + File.pathSeparator + Witness.classPath(),
            "-d",
            classes().toString());
    if (!compiler.getTask(said, null, null, options, null, units).call()) {
      throw new IllegalStateException("without the rule " + rule + " it is no Java: " + said);
    }
  }

  /**
   * Puts what was compiled into a copy of the jar.
   *
   * @throws IllegalStateException where the jar has nothing that it would stand for
   */
  void pack() throws IOException {
    Files.copy(AgentJar.path(), jar(), StandardCopyOption.REPLACE_EXISTING);
    URI uri = URI.create("jar:" + jar().toUri());
    try (FileSystem inside = FileSystems.newFileSystem(uri, Map.of());
        Stream<Path> files = Files.walk(classes())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path entry = inside.getPath("core", classes().relativize(file) + "data");
        if (!Files.exists(entry)) {
          throw new IllegalStateException("the agent's jar has no " + entry);
        }
        Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  static Path agent(String path) {
    return BuildFolder.module().resolve("../agent").resolve(path).normalize();
  }

  private static String read(Rule.Edit edit) throws IOException {
    return Files.readString(agent("src/main/java/" + PACKAGE + edit.file()));
  }

  private String changed(String source, Rule.Edit edit) {
    int first = source.indexOf(edit.code());
    if (first < 0 || source.indexOf(edit.code(), first + 1) >= 0) {
      throw new IllegalStateException(
          "the rule %s stands not once in %s: %s".formatted(rule, edit.file(), edit.code()));
    }
    return source.replace(edit.code(), edit.without());
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
