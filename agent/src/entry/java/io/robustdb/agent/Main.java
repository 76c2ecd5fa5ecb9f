package io.robustdb.agent;

/** What {@code java -jar robustdb.jar} does: it says how the jar is used. */
public final class Main {
  private Main() {}

  /** Prints the usage to stdout; exit status 0. */
  public static void main(String[] arguments) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println(
        "robustdb "
            + version
            + ": finds JDBC connections, checkouts and pools that nobody closes.");
    System.out.println();
    System.out.println("  java -javaagent:robustdb.jar -jar application.jar");
    System.out.println(
        "  java -javaagent:robustdb.jar=gate=fail,report=target/robustdb -jar application.jar");
    System.out.println();
    System.out.println(
        "The report comes on stderr when the JVM ends. All options are in the README.");
  }
}
