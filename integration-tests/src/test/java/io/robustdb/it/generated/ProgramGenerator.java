package io.robustdb.it.generated;

import java.util.ArrayList;
import java.util.List;

/** Makes up programs. */
final class ProgramGenerator {
  private static final List<Shape> RETURNING =
      List.of(Shape.METHOD, Shape.STATIC, Shape.RECURSION, Shape.LAMBDA, Shape.INNER_CLASS);
  private static final List<Shape> CONSTRUCTORS =
      List.of(Shape.CONSTRUCTOR, Shape.INHERITED_CONSTRUCTOR);
  private static final List<Handling> RETURNING_FAILED =
      List.of(Handling.RETURNS_IT, Handling.RETURNS_BOTH, Handling.RETURNS_IT_IN_VAIN);
  private static final List<Passing> PASSINGS =
      List.of(
          Passing.NOTHING,
          Passing.NOTHING,
          Passing.NOTHING,
          Passing.RETHROWS,
          Passing.WRAPS,
          Passing.CLOSES,
          Passing.CARRIES,
          Passing.CARRIES);

  private final Dice dice;

  private ProgramGenerator(Dice dice) {
    this.dice = dice;
  }

  /** The program of a number, the same for the same seed. */
  static Program program(long seed, int number) {
    ProgramGenerator generator = new ProgramGenerator(new Dice(seed, number));
    List<Episode> episodes = new ArrayList<>();
    episodes.add(generator.episode());
    if (generator.dice.oneIn(3)) {
      episodes.add(generator.episode());
    }
    Bystander bystander =
        generator.dice.oneIn(4) ? generator.dice.of(List.of(Bystander.values())) : Bystander.NOBODY;
    return new Program(number, List.copyOf(episodes), bystander);
  }

  private Episode episode() {
    Opener opener = dice.oneIn(6) ? Opener.POOL : dice.of(List.of(Opener.values()).subList(0, 3));
    boolean constructs = dice.oneIn(5); // a constructor that fails
    int outermost = dice.between(constructs ? 1 : 0, 3);
    int checks = constructs ? dice.between(0, outermost - 1) : dice.between(0, outermost);
    int consumes = constructs ? checks : dice.between(checks, outermost);
    int catches = dice.flip() ? checks : dice.between(checks, outermost);
    catches = constructs ? dice.between(checks + 1, outermost) : catches;
    Fault fault = fault(opener);
    Lead lead = fault.endsSession() ? Lead.NOTHING : lead();
    Passing passing = catches > checks ? dice.of(PASSINGS) : Passing.NOTHING;
    Handling handling = handling(passing, checks, consumes, catches);
    int loops = dice.flip() ? catches : dice.between(catches, outermost);
    if (RETURNING_FAILED.contains(handling)) {
      loops = Math.max(loops, consumes);
    }
    List<Shape> levels = levels(outermost, consumes, constructs);
    Scope scope = scope(checks, catches, loops, passing, handling);
    boolean escapes = levels.get(checks).isConstructor() && catches > checks;
    Place place = fault.endsSession() ? Place.NOWHERE : place(escapes);
    if (place == Place.DELAYED && (handling != Handling.SWALLOWS || passing != Passing.NOTHING)) {
      place = Place.SCHEDULED;
    }
    boolean after = dice.oneIn(3) && (scope != Scope.INSIDE_TRY || catches > checks);
    after = after && !place.isNone() && (catches == checks || passing != Passing.NOTHING);
    int attempts = place == Place.DELAYED ? 1 : dice.between(1, 4);
    int puts = after || place == Place.ESCAPED_THIS ? checks : dice.between(0, checks);
    Later later = later(place);
    return new Episode(
        opener,
        levels,
        dice.flip() && checks > 0 && puts > 0,
        dice.flip(),
        checks,
        consumes,
        catches,
        loops,
        attempts,
        dice.oneIn(3) && place != Place.DELAYED && handling != Handling.RETURNS_BOTH,
        lead,
        fault,
        scope,
        place,
        puts,
        after,
        passing,
        handling,
        later,
        dice.oneIn(4) && place != Place.DELAYED && isKeptByItself(place));
  }

  private List<Shape> levels(int outermost, int consumes, boolean constructs) {
    List<Shape> levels = new ArrayList<>();
    for (int level = 0; level <= outermost; level++) {
      List<Shape> others = constructs && level == consumes ? CONSTRUCTORS : List.of(Shape.values());
      levels.add(dice.of(level < consumes ? RETURNING : others));
    }
    return List.copyOf(levels);
  }

  private Fault fault(Opener opener) {
    Fault fault = dice.of(List.of(Fault.values()));
    boolean replaces = fault.endsSession() || fault == Fault.LYING_STATE;
    if (replaces && (opener == Opener.POOL || !dice.oneIn(3))) {
      return Fault.STATEMENT; // a pool opens another session instead
    }
    return fault;
  }

  private Lead lead() {
    return dice.flip() ? Lead.NOTHING : dice.of(List.of(Lead.values()));
  }

  private Handling handling(Passing passing, int checks, int consumes, int catches) {
    if (passing == Passing.CARRIES) {
      return dice.flip() ? Handling.USES_CARRIED : Handling.SWALLOWS;
    }
    if (catches > checks || dice.flip()) {
      return Handling.SWALLOWS;
    }
    if (consumes > checks) {
      return dice.of(
          List.of(
              Handling.CLOSES,
              Handling.RETURNS_IT,
              Handling.RETURNS_BOTH,
              Handling.RETURNS_IT_IN_VAIN));
    }
    return dice.of(List.of(Handling.SWALLOWS, Handling.CLOSES));
  }

  private Scope scope(int checks, int catches, int loops, Passing passing, Handling handling) {
    boolean used = passing != Passing.NOTHING || handling != Handling.SWALLOWS;
    if (catches > checks) {
      return used ? Scope.BEFORE_TRY : Scope.INSIDE_TRY;
    }
    List<Scope> scopes = new ArrayList<>(List.of(Scope.BEFORE_TRY));
    if (!used) {
      scopes.add(Scope.INSIDE_TRY);
    }
    if (loops == checks) {
      scopes.add(Scope.BEFORE_LOOP);
    }
    return dice.of(scopes);
  }

  private Place place(boolean escapes) {
    if (dice.oneIn(3)) {
      return dice.of(List.of(Place.NOWHERE, Place.DEAD_OBJECT, Place.WEAK_REFERENCE));
    }
    Place place = dice.of(List.of(Place.values()));
    if (place == Place.DELAYED && !dice.oneIn(3)) {
      return Place.NOWHERE; // it takes its time
    }
    return place != Place.ESCAPED_THIS || escapes ? place : Place.FIELD;
  }

  private Later later(Place place) {
    if (place.isNone()) {
      return Later.NEVER;
    }
    if (place.isThread()) {
      return Later.USE;
    }
    return place == Place.FOREIGN_THREAD_LOCAL
        ? dice.of(List.of(Later.USE, Later.FORGET))
        : dice.of(List.of(Later.USE, Later.USE, Later.CLOSE, Later.NEVER, Later.FORGET));
  }

  /** The scheduler's thread ends with its episode. */
  private static boolean isKeptByItself(Place place) {
    return place != Place.SCHEDULED && place != Place.FOREIGN_THREAD_LOCAL;
  }
}
