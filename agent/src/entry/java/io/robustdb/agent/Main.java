package io.robustdb.agent;

import java.io.File;
import java.lang.reflect.InvocationTargetException;

/**
 * Where {@code java -jar robustdb.jar} enters: hands over to the commands, which live in the core's
 * loader. Java 8 byte code, as all entries.
 */
public final class Main {
  private static final String COMMANDS = "io.robustdb.cli.Robustdb";
  private static final int OLDEST_JAVA = 17;
  private static final int BAD_INPUT = 2;

  private Main() {}

  /** Runs a command and ends the JVM with its exit status; 2 where it cannot even begin. */
  public static void main(String[] arguments) throws Exception {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) throws Exception {
    int java = JavaRuntime.feature();
    if (java < OLDEST_JAVA) {
      System.err.println(
          "robustdb: needs Java " + OLDEST_JAVA + " or newer and this is Java " + java);
      return BAD_INPUT;
    }
    try {
      AgentJar jar = AgentJar.locate(Main.class);
      ClassLoader loader = new CoreLoader(jar, ClassLoader.getSystemClassLoader().getParent());
      String version = Main.class.getPackage().getImplementationVersion();
      return (Integer)
          loader
              .loadClass(COMMANDS)
              .getMethod("run", String.class, File.class, String[].class)
              .invoke(null, version, jar.file(), arguments);
    } catch (AgentJar.Unusable unusable) {
      System.err.println("robustdb: " + unusable.getMessage());
      return BAD_INPUT;
    } catch (InvocationTargetException wrapped) {
      System.err.println("robustdb: failed: " + wrapped.getCause());
      return BAD_INPUT;
    }
  }
}
