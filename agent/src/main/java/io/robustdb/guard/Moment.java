package io.robustdb.guard;

import io.robustdb.site.CallSite;
import org.jspecify.annotations.Nullable;

/**
 * When the guard looks: as a method ends, or before one opens again. Immutable.
 *
 * @param ends whether the innermost method that is not ours is ending
 * @param last whether no other woven method is running, whose end would be a moment too
 * @param ended a call site in that method; null where none ends or it is not known
 * @param result what it returns; null for nothing
 * @param thrown what it ends with; null where it returns
 */
record Moment(
    boolean ends,
    boolean last,
    @Nullable CallSite ended,
    @Nullable Object result,
    @Nullable Throwable thrown) {
  static final Moment OPENS_AGAIN = new Moment(false, false, null, null, null);

  /** The same for people, behind "closed it". */
  String inWords() {
    if (!ends) {
      return "before the next one was opened there";
    }
    String method = ended == null ? "the method" : ended.method();
    return "as " + method + (thrown == null ? " returned" : " ended with an error");
  }
}
