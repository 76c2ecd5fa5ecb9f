package io.robustdb.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles what a test has written itself, for the oldest Java. Stateless. */
public final class JavaSources {
  private JavaSources() {}

  /**
   * Compiles against the tests' own class path.
   *
   * @param classes the folder for the classes; made where it does not exist
   * @throws IllegalStateException where they do not compile; the compiler has said why
   */
  public static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Files.createDirectories(classes);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options =
        List.of("--release", "17", "-g", "-proc:none", "-cp", classPath, "-d", classes.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new IllegalStateException("the sources for " + classes + " do not compile");
      }
    }
  }
}
