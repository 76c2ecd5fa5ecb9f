package io.robustdb.site;

/**
 * A place in woven code that makes a call which may open a resource. Immutable.
 *
 * @param className of the calling class, with dots
 * @param method the calling method
 * @param descriptor of the calling method
 * @param file the source file, empty where the class does not say
 * @param line in the source, 0 where the class does not say
 * @param calleeOwner the class that the call names, with slashes
 * @param callee the method that the call names
 * @param calleeDescriptor of the method that the call names
 */
public record CallSite(
    String className,
    String method,
    String descriptor,
    String file,
    int line,
    String calleeOwner,
    String callee,
    String calleeDescriptor) {

  /** The same place as an element of a stack trace. */
  public StackTraceElement frame() {
    return new StackTraceElement(
        className, method, file.isEmpty() ? null : file, line == 0 ? -1 : line);
  }

  /** Whether it calls what returns a connection. */
  boolean givesConnection() {
    return calleeDescriptor.endsWith("Connection;");
  }

  /** Whether it calls a constructor. */
  public boolean constructs() {
    return callee.equals("<init>");
  }

  /** Whether this site and the other stand in one method. */
  public boolean isInMethodOf(CallSite other) {
    return className.equals(other.className)
        && method.equals(other.method)
        && descriptor.equals(other.descriptor);
  }

  /** Whether this site's method is what the other one calls. */
  boolean isCalledFrom(CallSite caller) {
    return method.equals(caller.callee) && descriptor.equals(caller.calleeDescriptor);
  }
}
