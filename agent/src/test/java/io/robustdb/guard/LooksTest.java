package io.robustdb.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A thread that was only about to go on is a doubt of a moment. */
final class LooksTest {
  private static final Kept PASSING = new Kept("thread a was taking a task", true, true);
  private static final Kept BUSY = new Kept("thread b may have it", true);

  private final Looks looks = new Looks();
  private final Deque<Optional<Kept>> answers = new ArrayDeque<>();

  @Test
  void looksAgainWhereAThreadWasAboutToGoOn() {
    assertThat(lookAt(PASSING, null)).isNull();
    assertThat(lookAt(PASSING, PASSING, null)).isNull();
    assertThat(lookAt(PASSING, BUSY)).isEqualTo(BUSY);
  }

  @Test
  void leavesWhatIsInDoubtAtEachLook() {
    assertThat(lookAt(PASSING, PASSING, PASSING)).isEqualTo(PASSING);
  }

  @Test
  void looksOnceWhereSomebodyHasItOrNobody() {
    assertThat(lookAt(BUSY)).isEqualTo(BUSY);
    assertThat(lookAt((Kept) null)).isNull();
  }

  @Test
  void aLookThatFailsGivesItsTurnBack() {
    for (int time = 0; time < 3; time++) {
      try {
        looks.whyKept(
            () -> {
              throw new IllegalStateException("the walk failed");
            });
      } catch (IllegalStateException expected) {
        assertThat(expected).hasMessage("the walk failed");
      }
    }

    assertThat(lookAt((Kept) null)).isNull();
  }

  /** Two others have theirs for longer than it waits. */
  @Test
  void waitsForItsTurn() {
    assertThat(looks.begin()).isTrue();
    assertThat(looks.begin()).isTrue();

    Kept kept = lookAt();

    assertThat(kept).isNotNull();
    assertThat(kept.reason()).startsWith("too many others");
  }

  /** With these answers, all of which must have been asked for. */
  private @Nullable Kept lookAt(@Nullable Kept... each) {
    Arrays.stream(each).map(Optional::ofNullable).forEach(answers::add);
    Kept kept = looks.whyKept(() -> answers.remove().orElse(null));
    assertThat(answers).isEmpty();
    return kept;
  }
}
