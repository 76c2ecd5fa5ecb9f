package io.robustdb.report;

import io.robustdb.site.CallSite;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about a finding, in a line or two, for the very code. */
final class Fix {
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

  private Fix() {}

  static List<String> of(Finding finding) {
    if (!finding.application()) {
      return List.of(
          "the library that opened it did not close it; look for a newer version, and report it with this stack");
    }
    return switch (finding.verdict()) {
      case AFTER_FAILED_PROBE ->
          List.of(
              type(finding) + " " + name(finding) + " = " + call(finding) + ";",
              "try { … } catch (Throwable failure) { try ("
                  + name(finding)
                  + ") { throw failure; } }   // closes it, and then the failure goes on");
      case ABANDONED, OPEN_AT_EXIT -> List.of(lost(finding));
      case HELD_TOO_LONG ->
          List.of(
              "keep it for as short as the work with the database takes; "
                  + method(finding)
                  + " opened it");
    };
  }

  private static String lost(Finding finding) {
    return switch (finding.resource()) {
      case POOL ->
          "close the pool when the application ends (a shutdown hook, @PreDestroy, destroyMethod=close)";
      case CHECKOUT ->
          "give it back: try (Connection connection = "
              + call(finding)
              + ") { … } in "
              + method(finding);
      default ->
          "try ("
              + type(finding)
              + " "
              + name(finding)
              + " = "
              + call(finding)
              + ") { … } in "
              + method(finding)
              + ", or hand it to something that closes it";
    };
  }

  private static String method(Finding finding) {
    StackTraceElement site = finding.blame().site();
    return site == null ? "the opening method" : inSource(site.getMethodName());
  }

  /** A method as whoever reads the source knows it. */
  static String inSource(String method) {
    if (method.equals("<init>")) {
      return "the constructor";
    }
    if (method.equals("<clinit>")) {
      return "the static initialiser";
    }
    Matcher lambda = LAMBDA.matcher(method);
    return lambda.matches() ? "the lambda in " + inSource(nameIn(lambda)) : method;
  }

  /** The compiler has words of its own for what has no name (JLS 15.27, javac's naming). */
  private static String nameIn(Matcher lambda) {
    String name = lambda.group(1);
    return switch (name) {
      case "new" -> "<init>";
      case "static" -> "<clinit>";
      default -> name;
    };
  }

  private static String type(Finding finding) {
    CallSite call = finding.blame().call();
    return switch (finding.resource()) {
      case CONNECTION, CHECKOUT -> "Connection";
      case POOL -> call != null && call.constructs() ? simple(call.calleeOwner()) : "var";
      case STATEMENT -> "Statement";
      case RESULT_SET -> "ResultSet";
    };
  }

  private static String name(Finding finding) {
    return switch (finding.resource()) {
      case CONNECTION, CHECKOUT -> "connection";
      case POOL -> "pool";
      case STATEMENT -> "statement";
      case RESULT_SET -> "resultSet";
    };
  }

  private static String call(Finding finding) {
    CallSite call = finding.blame().call();
    if (call == null) {
      return "…";
    }
    String arguments = call.calleeDescriptor().startsWith("()") ? "()" : "(…)";
    if (call.constructs()) {
      return "new " + simple(call.calleeOwner()) + arguments;
    }
    String on = call.calleeOwner().equals("java/sql/DriverManager") ? "DriverManager." : "";
    return on + call.callee() + arguments;
  }

  private static String simple(String owner) {
    return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
  }
}
