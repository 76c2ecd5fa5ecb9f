package io.robustdb.site;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is to blame for a resource: its site, its stack and its fingerprint. Immutable.
 *
 * @param site the application's frame nearest to the opening, or the library's where there is none,
 *     which is not the driver's: it makes no calls that are woven; null where nothing is known
 * @param stack the frames from the innermost to the outermost
 * @param own whether the stack is the one of this very opening, not another one's on the same way
 * @param application whether the site is the application's
 * @param call the call at the site; null where it is not known
 * @param earlier whether it was opened before the agent came, so that nothing of this is known
 * @param fingerprint stable over runs, see {@link Fingerprint}
 */
public record Blame(
    @Nullable StackTraceElement site,
    List<StackTraceElement> stack,
    boolean own,
    boolean application,
    @Nullable CallSite call,
    boolean earlier,
    String fingerprint) {

  /**
   * Finds who is to blame.
   *
   * <p>The fingerprint is made of the call sites where they reach the application, whether or not a
   * stack was taken, so that it does not depend on sampling; otherwise of the nearest application
   * frame of the stack.
   *
   * <p>The constructors of the resource itself, as of a class that extends a pool, are not to
   * blame: who calls them is.
   *
   * @param kind the word for the kind of resource
   * @param type the name of its class
   * @param stack of the opening itself, null where it was not taken
   */
  public static Blame of(
      String kind, String type, Opening opening, @Nullable Stack stack, ApplicationCode code) {
    String earlier = opening.earlier();
    if (earlier != null) {
      return new Blame(
          null, List.of(), false, true, null, true, Fingerprint.ofEarlier(kind, earlier));
    }
    List<StackTraceElement> chain = opening.frames();
    List<StackTraceElement> frames = stackOf(opening, stack, chain);
    List<StackTraceElement> blamed = new ArrayList<>();
    addApplication(withoutConstructors(type, chain), code, blamed);
    List<StackTraceElement> callers = withoutConstructors(type, frames);
    if (blamed.isEmpty() && !callers.isEmpty() && code.isApplication(callers.get(0))) {
      blamed.add(callers.get(0));
    }
    if (blamed.isEmpty()) { // who makes it by reflection does not know what it is
      addApplication(chain, code, blamed);
    }
    if (blamed.isEmpty()) {
      frames.stream().filter(code::isApplication).findFirst().ifPresent(blamed::add);
    }
    boolean application = !blamed.isEmpty();
    StackTraceElement site =
        application ? blamed.get(0) : nearest(chain.isEmpty() ? frames : chain);
    List<StackTraceElement> named = application || site == null ? blamed : List.of(site);
    return new Blame(
        site,
        frames,
        stack != null,
        application,
        opening.callAt(site),
        false,
        Fingerprint.of(kind, named));
  }

  private static List<StackTraceElement> stackOf(
      Opening opening, @Nullable Stack stack, List<StackTraceElement> chain) {
    Stack known = stack == null ? opening.sample() : stack;
    return known == null ? chain : known.frames();
  }

  private static void addApplication(
      List<StackTraceElement> frames, ApplicationCode code, List<StackTraceElement> into) {
    frames.stream().filter(code::isApplication).forEach(into::add);
  }

  /** From its own constructor, which is called last and runs outside of those of super classes. */
  private static List<StackTraceElement> withoutConstructors(
      String type, List<StackTraceElement> frames) {
    int first = 0;
    int index = 0;
    while (index < frames.size() && frames.get(index).getMethodName().equals("<init>")) {
      index++;
      if (frames.get(index - 1).getClassName().equals(type)) {
        first = index;
      }
    }
    return frames.subList(first, frames.size());
  }

  private static @Nullable StackTraceElement nearest(List<StackTraceElement> frames) {
    for (StackTraceElement frame : frames) {
      if (!ApplicationCode.isJdk(frame.getClassName())) {
        return frame;
      }
    }
    return frames.isEmpty() ? null : frames.get(0);
  }
}
