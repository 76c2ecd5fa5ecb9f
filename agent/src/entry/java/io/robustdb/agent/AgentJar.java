package io.robustdb.agent;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The jar the agent was started from. Immutable. */
final class AgentJar {
  private final File file;
  private final JarFile jar;

  private AgentJar(File file, JarFile jar) {
    this.file = file;
    this.jar = jar;
  }

  File file() {
    return file;
  }

  /** Open for as long as the JVM runs: classes of the agent are loaded at any time. */
  JarFile jar() {
    return jar;
  }

  /** Why the jar cannot serve, in words for the user. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Finds the jar that holds a class of ours.
   *
   * @throws Unusable where it is not robustdb's own jar, as when it was merged into another one
   */
  static AgentJar locate(Class<?> entry) throws Unusable, IOException, URISyntaxException {
    CodeSource source = entry.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new Unusable("cannot find its own jar (start it with -javaagent:robustdb.jar)");
    }
    File file = new File(source.getLocation().toURI());
    if (!file.isFile()) {
      throw new Unusable(
          "was not started from a jar but from "
              + file
              + " (start it with -javaagent:robustdb.jar)");
    }
    JarFile jar = new JarFile(file, false);
    if (!isOurs(jar)) {
      jar.close();
      throw new Unusable(
          "was repackaged into "
              + file.getName()
              + " and cannot run from there (keep robustdb.jar a jar of its own)");
    }
    return new AgentJar(file, jar);
  }

  private static boolean isOurs(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    String title =
        manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Title");
    return "robustdb".equals(title) && jar.getEntry("core/io/robustdb/core/Core.classdata") != null;
  }
}
