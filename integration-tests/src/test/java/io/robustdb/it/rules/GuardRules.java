package io.robustdb.it.rules;

import static io.robustdb.it.rules.Rule.rule;

import java.util.List;
import java.util.stream.Stream;

/** The rules of the guard: what makes a suspect, when it looks, what it sees, what it closes. */
final class GuardRules {
  private static final String NO_SHAPE = "it.GuardTest#noShapeOfCodeLeavesASessionBehind";
  private static final String NOTICES_NOTHING = "it.GuardTest#theApplicationNoticesNothing";
  private static final String OBSERVING =
      "it.GuardTest#observingClosesNothingAndSaysWhatItWouldHaveClosed";
  private static final String LOST_WITHOUT_ERROR =
      "it.GuardTest#whatIsLostWithoutAnErrorIsClosedAtTheRetryWhereThatIsAskedFor";
  private static final String UNKNOWN_HANDLE =
      "it.RobustnessTest#aLostHandleOfUnknownOriginIsToldWhereThereIsSomethingBehindIt";
  private static final String FAILING_CLOSE =
      "it.GuardTest#aCloseThatFailsMasksNothingAndHangsNobody";
  private static final String BYTE_CODE =
      "it.GuardWitnessTest#theByteCodeIsEnoughWhereTheCollectorIsNotAsked";
  private static final String WALK =
      "it.GuardWitnessTest#theWalkIsEnoughWhereNoThreadIsBusyWithCodeOfOthers";
  private static final String ANOTHER_THREAD =
      "it.GuardWitnessTest#whatOnlyAnotherThreadHoldsIsLeftAlone";
  private static final String ONE_HOLDER = "it.GuardWitnessTest#whatOneThingAloneHoldsIsLeftAlone";
  private static final String GIVEN_TO_OTHERS =
      "it.GuardWitnessTest#whatTheDriverHasGivenToSomebodyElseIsLeftAlone";
  private static final String IN_USE =
      "it.GuardWitnessTest#whatIsInUseIsNotClosedUntilTheNextIsOpened";
  private static final String COLLECTED =
      "it.GuardWitnessTest#whatComesWhenNobodyWaitsForItIsClosedWhenTheCollectorFindsIt";
  private static final String WITH_POOL =
      "it.GuardWitnessTest#aPoolThatIsLostWithItsWrapperIsClosedAndCountedOnce";
  private static final String INNER_POOL =
      "it.GuardWitnessTest#aPoolInsideOneThatIsLostIsClosedByThat";
  private static final String INSIDE_WRAPPER =
      "it.GuardWitnessTest#aPoolInsideAWrapperThatIsLostIsLeftAlone";
  private static final String AROUND_OTHERS =
      "it.GuardWitnessTest#whatOthersHaveOpenedInsideAWrapperThatIsLostIsLeftAlone";
  private static final String EMPTY_WRAPPER =
      "it.GuardWitnessTest#aWrapperAroundAPoolThatIsClosedIsLeftAlone";
  private static final String POOL_IN_VAIN =
      "it.GuardWitnessTest#aPoolThatGaveNothingIsClosedBeforeTheNextIsOpened";
  private static final String CONSTRUCTOR =
      "it.GuardWitnessTest#aConstructorThatFailsGivesNobodyItsObject";
  private static final String COLLECTOR = "guard.UnreachableTest#";
  private static final String FINALIZERS = "it.FinalizerTest#onlyWhatTheyLeaveOpenIsAFinding";
  private static final String REACH = "jdk.ReachTest#";
  private static final String STAYS = "confinement.ConfinementTest#whatStaysInVariablesNeverLeaves";
  private static final String LEAVES = "confinement.ConfinementTest#whatIsGivenToOthersMayHaveLeft";

  private static final String GUARD = "guard/Guard";
  private static final String PROOF = "guard/Proof";
  private static final String FLOW = "confinement/MethodFlow";
  private static final String CALLEES = "confinement/Callees";

  private GuardRules() {}

  static List<Rule> all() {
    return Stream.of(
            suspects(), moments(), walk(), others(), code(), collector(), finalizers(), closing())
        .flatMap(List::stream)
        .toList();
  }

  /** What makes a resource one that is looked at. */
  private static List<Rule> suspects() {
    return List.of(
        rule("a failed check")
            .in(GUARD)
            .replace("suspect(fresh, resource);\n    }\n  }", "}\n  }")
            .seenBy(NO_SHAPE),
        rule("an answer that says no")
            .in("observe/UseObserver")
            .replace("Boolean.TRUE.equals(result)", "result != null")
            .seenBy(
                "it.GuardWitnessTest#aConnectionThatSaysItIsNotValidIsClosedThoughNothingIsThrown"),
        rule("an error of the application's")
            .in(GUARD)
            .replace("if (thrown != null) {\n        blame(", "if (false) {\n        blame(")
            .replace("resource.probe() != null || thrown != null", "resource.probe() != null")
            .seenBy("it.GuardWitnessTest#anErrorOfTheApplicationsOwnIsAFailedCheckToo"),
        rule("a handle fails with the statement that it hands on")
            .in("observe/UseObserver")
            .remove("ledger.givesAsItIs(connection, own, statement);")
            .seenBy(UNKNOWN_HANDLE),
        rule("but not one that is forgotten")
            .in("ledger/Ledger")
            .replace("if (!handle.isRemoved() && known", "if (known")
            .seenBy("it.GuardTest#aLazyHandleOnlyStandsForWhatItHasTaken"),
        rule("a pool fails with its checkout")
            .in("observe/UseObserver")
            .replace("pool.probeFailed(resource.probe());", "if (false)")
            .seenBy(NO_SHAPE),
        rule("a pool that gave nothing")
            .in("observe/OpeningObserver")
            .remove("guard.failed(call.state.fresh, pool);")
            .seenBy(POOL_IN_VAIN),
        rule("what has answered is none")
            .in(GUARD)
            .replace("return level == GuardLevel.LOST;", "return true;")
            .seenBy("it.GuardTest#whatHasAnsweredIsClosedOnlyWhereThatIsAskedFor"),
        rule("unless that is asked for")
            .in(GUARD)
            .replace("return level == GuardLevel.LOST;", "return false;")
            .seenBy("it.GuardTest#whatHasAnsweredIsClosedOnlyWhereThatIsAskedFor"),
        rule("what is lost without an error")
            .in(GUARD)
            .replace("provenToo() && mayBeLost(resource)", "false")
            .seenBy(LOST_WITHOUT_ERROR),
        rule("but no pool")
            .in(GUARD)
            .replace(
                "resource.kind() == ResourceKind.CONNECTION\n        && resource.owner() == null\n        && stack",
                "resource.owner() == null\n        && stack")
            .seenBy(LOST_WITHOUT_ERROR),
        rule("off")
            .in(GUARD)
            .replace("return level != GuardLevel.OFF && (!", "return (!")
            .replace("&& level != GuardLevel.OFF\n", "\n")
            .seenBy(OBSERVING),
        rule("observe").in(GUARD).replace("level == GuardLevel.OBSERVE", "false").seenBy(OBSERVING),
        rule("what an inner pool is")
            .in(GUARD)
            .replace("resource.outermost() != resource || resource.isEmptyWrapper();", "false;")
            .seenBy(INNER_POOL, WITH_POOL, EMPTY_WRAPPER));
  }

  /** When it looks. */
  private static List<Rule> moments() {
    return List.of(
        rule("as the method ends")
            .in(GUARD)
            .remove(
                "lookAt(here, new Moment(true, outermost, callSites.get(method), result, thrown));")
            .seenBy(NO_SHAPE),
        rule("as a method ends that has it from before")
            .in(GUARD)
            .remove("lookAt(fromBefore, new Moment(true, outermost, null, result, thrown));")
            .seenBy(NO_SHAPE),
        rule("before the next is opened")
            .in(GUARD)
            .remove("lookAt(here, Moment.OPENS_AGAIN);")
            .seenBy(NO_SHAPE),
        rule("a running method of another thread has it")
            .in(GUARD)
            .replace("keeper != null && keeper != fresh", "false")
            .seenBy("it.GuardWitnessTest#whatARunningMethodHasIsLookedAtByItsThreadAlone"),
        rule("what was handed on and not used")
            .in(GUARD)
            .replace("outermost && isHandedOnUnused(resource, result)", "false")
            .seenBy(COLLECTED),
        rule("what is in use")
            .in(GUARD)
            .replace("resource.isInUse() || resource.isEmptyWrapper()", "resource.isEmptyWrapper()")
            .replace("if (resource.isInUse()) {", "if (false) {")
            .seenBy(IN_USE),
        rule("a wrapper that holds nothing")
            .in(GUARD)
            .replace("resource.isInUse() || resource.isEmptyWrapper()", "resource.isInUse()")
            .seenBy(EMPTY_WRAPPER, WITH_POOL, NOTICES_NOTHING),
        rule("a pool before what is in it")
            .in(GUARD)
            .remove(
                "here.sort(Comparator.comparing(suspect -> suspect.resource().kind() !="
                    + " ResourceKind.POOL));")
            .seenBy("it.GuardWitnessTest#aPoolIsClosedBeforeWhatIsInIt"),
        rule("few look at a time")
            .in("guard/Looks")
            .replace("if (!begin()) {", "if (false) {")
            .seenBy("guard.LooksTest#waitsForItsTurn"),
        rule("again at once")
            .in("guard/Looks")
            .replace("AGAIN = 2", "AGAIN = 0")
            .seenBy("guard.LooksTest#looksAgainWhereAThreadWasAboutToGoOn"),
        rule("growing pauses")
            .in("guard/Suspect")
            .replace("boolean early = looks > FREE_LOOKS", "boolean early = false")
            .seenBy("guard.TurnsTest#aSuspectThatIsHeldIsLookedAtWithPauses"),
        rule("a budget")
            .in("guard/Suspect")
            .replace("looks >= free() && !budget.allows()", "false")
            .seenBy("guard.TurnsTest#lookingAgainHasABudget"),
        rule("no look is free at what has not failed")
            .in("guard/Suspect")
            .replace("resource.probe() == null ? 0 : FIRST_LOOKS", "FIRST_LOOKS")
            .seenBy("guard.TurnsTest#whatHasNotFailedIsLookedAtWithinTheBudgetAlone"),
        rule("a walk may be slow")
            .in("guard/LookBudget")
            .replace("return last || allows() ?", "return last ?")
            .seenBy("guard.TurnsTest#aWalkMayTakeLongAsLongAsNotManyHave"),
        rule("not many walks may be slow")
            .in("guard/LookBudget")
            .replace("free ? Math.max(0, nanos - SHORT_WALK) : nanos", "free ? 0 : nanos")
            .seenBy("guard.TurnsTest#aWalkMayTakeLongAsLongAsNotManyHave"),
        rule("the last moment counts")
            .in("guard/Suspect")
            .replace("(!last && (early || dear))", "early || dear")
            .seenBy("guard.TurnsTest#theLastMomentCounts"),
        rule("one thread at a time looks at it")
            .in("guard/Suspect")
            .replace("looking || (!last", "(!last")
            .seenBy("guard.TurnsTest#oneAtATimeLooksAtASuspect"),
        rule("what has answered since is settled")
            .in("guard/Suspect")
            .replace("(resource.isProven() && !provenToo)", "false")
            .seenBy(NOTICES_NOTHING),
        rule("a moment has an end")
            .in(GUARD)
            .replace("System.nanoTime() - began > LONGEST_MOMENT", "false")
            .seenBy("it.GuardWitnessTest#theApplicationWaitsForAWhileAndNoLonger"),
        rule("not all of very many are looked at again")
            .in("guard/Suspects")
            .replace("all.size() >= MAXIMUM", "false")
            .seenBy("guard.LimitsTest#aThousandAreLookedAtAgain"),
        rule("nor watched")
            .in("guard/Unreachable")
            .replace("references.size() < MAXIMUM && ", "")
            .seenBy("guard.LimitsTest#aThousandAreWatched"),
        rule("what a method has let go of is its thread's still")
            .in("guard/FreshResources")
            .replace("all.remove(0);", "letGo(all.remove(0).resource());")
            .seenBy("guard.LimitsTest#whatARunningMethodHasTooMuchOfIsNobodyElses"));
  }

  /** From where and over what it looks for somebody who has it. */
  private static List<Rule> walk() {
    return List.of(
        rule("what is returned")
            .in(PROOF)
            .remove("reach.root(moment.result(), Ownership.OTHER);")
            .seenBy(NOTICES_NOTHING),
        rule("what is thrown")
            .in(PROOF)
            .remove("reach.root(moment.thrown(), Ownership.OTHER);")
            .seenBy(NOTICES_NOTHING),
        rule("the variables of this thread")
            .in("guard/Frames")
            .remove("add(frame.locals(), 0, holder);")
            .seenBy(NOTICES_NOTHING),
        rule("its operands")
            .in("guard/Frames")
            .remove("add(frame.operands(), 0, holder);")
            .seenBy(ONE_HOLDER),
        rule("operands are lost with an error")
            .in("guard/Frames")
            .replace("if (!operandsAreLost) {", "if (true) {")
            .seenBy("it.GuardWitnessTest#whatOnlyTheCallersOperandsHoldIsLostWithAnError"),
        rule("but its own caller's alone")
            .in("guard/Frames")
            .replace("operandsAreLost = false;", "")
            .seenBy(ONE_HOLDER, NOTICES_NOTHING),
        rule("the frame that ends has nothing")
            .in("guard/Frames")
            .replace("if (moment.ends() && !ended) {", "if (false) {")
            .seenBy(WALK, NO_SHAPE),
        rule("a constructor that fails gives no object")
            .in("guard/Frames")
            .replace("operandsAreLost && isConstructor(frame) ?", "false ?")
            .seenBy(CONSTRUCTOR),
        rule("what the JDK has for the library")
            .in("guard/Frames")
            .replace("owner == Ownership.JDK ? Ownership.JDK : Ownership.OTHER", "Ownership.OTHER")
            .seenBy("it.GuardWitnessTest#whatTheJdkHasForTheDriverIsNoUse"),
        rule("threads with their locals and tasks")
            .in(PROOF)
            .replace("reach.root(thread, Ownership.JDK);", "continue;")
            .seenBy(NOTICES_NOTHING, ANOTHER_THREAD),
        rule("static fields").in(PROOF).replace("reach.statics(type);", "").seenBy(NOTICES_NOTHING),
        rule("what a pool has given out")
            .in(PROOF)
            .replace(
                "if (resource.kind() == ResourceKind.POOL) {\n      addCheckouts",
                "if (false) {\n      addCheckouts")
            .seenBy("it.GuardPoolTest#aPoolWhoseCheckoutSomebodyHasIsLeftAlone"),
        rule("nor by the collector's word")
            .in("guard/Guard")
            .replace("if (used) {", "if (false) {")
            .seenBy("it.GuardPoolTest#aPoolWhoseCheckoutSomebodyHasIsLeftAlone"),
        rule("a class that is being initialised")
            .in("guard/Frames")
            .remove("reach.staticsSoFar(frame.type());")
            .seenBy(NOTICES_NOTHING),
        rule("what leads to it")
            .in(PROOF)
            .replace(
                "ledger.forEachLinkTo(resource, targets::add);\n    if (resource.kind()",
                "if (resource.kind()")
            .seenBy("it.GuardWitnessTest#whoHasAStatementHasItsConnection"),
        rule("what was unwrapped")
            .in(PROOF)
            .replace("if (resource.guardNotes().isUnwrapped()) {", "if (false) {")
            .in(GUARD)
            .replace(
                "concerns(resource) && !resource.guardNotes().isUnwrapped()", "concerns(resource)")
            .seenBy(ONE_HOLDER),
        rule("soft references hold")
            .in("jdk/Reach")
            .replace(
                "object instanceof SoftReference<?> soft",
                "object instanceof SoftReference<?> soft && soft.get() == this")
            .seenBy(REACH + "whatRefersToItHoldsItUnlessThatMayBeClearedAtAnyTime"),
        rule("other references do not")
            .in("jdk/Fields")
            .replace("if (declaring == Reference.class) {", "if (declaring == Void.class) {")
            .seenBy(REACH + "whatRefersToItHoldsItUnlessThatMayBeClearedAtAnyTime"),
        rule("who has a thread has not its locals")
            .in("jdk/Reach")
            .replace("visit(each, index, false, false);", "visit(each, index, used[index], false);")
            .seenBy(REACH + "whoHasAThreadHasNotItsThreadLocals"),
        rule("nor the others of its group")
            .in("jdk/Reach")
            .replace("each.getClass() != ThreadGroup.class && ", "")
            .seenBy(REACH + "whoHasAThreadHasNotTheOthersOfItsGroup"),
        rule("who has a loader has not what the JDK keeps in it")
            .in("jdk/Reach")
            .replace("type -> ownership(type) != Ownership.JDK", "type -> true")
            .seenBy(REACH + "whoHasAClassLoaderHasNotWhatTheJdkKeepsInIt"),
        rule("but what its own class keeps")
            .in("jdk/Reach")
            .replace("type -> ownership(type) != Ownership.JDK", "type -> false")
            .seenBy(REACH + "whatTheClassOfALoaderKeepsIsItsOwn"),
        rule("who has a book of the JDK's has not what is in it")
            .in("jdk/Reach")
            .replace(
                "visit(each, index, false, isManagement(book.type()));",
                "visit(each, index, used[index], isManagement(book.type()));")
            .seenBy(
                REACH + "whoHasAManagementServerHasNotWhatIsRegistered",
                REACH + "whoHasATimerHasNotItsTasks",
                REACH + "whoHasSomethingToCleanUpHasNotWhatOthersHave"),
        rule("but his own entry")
            .in("jdk/Reach")
            .replace(
                "    for (Object each : own) {\n      visit(each, index, used[index], false);\n    }\n"
                    + "    for (Object each : entries) {",
                "    for (Object each : entries) {")
            .seenBy(REACH + "whoHasSomethingToCleanUpHasNotWhatOthersHave"),
        rule("what its own library keeps is no use")
            .in("jdk/Reach")
            .replace("if (owner == Ownership.OWN && !byUser &&", "if (false &&")
            .seenBy(REACH + "whatItsOwnLibraryKeepsCountsOnAWayThroughSomebodyElse"),
        rule("but the target itself always counts")
            .in("jdk/Reach")
            .replace("(!target || byManagement)", "true")
            .seenBy(REACH + "whatItsOwnLibraryKeepsCountsOnAWayThroughSomebodyElse"),
        rule("in management it does not")
            .in("jdk/Reach")
            .replace("(!target || byManagement)", "!target")
            .seenBy(REACH + "whatManagementAloneHasIsNoUseOfIt"),
        rule("static fields of its own library")
            .in("jdk/Reach")
            .replace(
                "if (owner == Ownership.AGENT || owner == Ownership.OWN) {",
                "if (owner == Ownership.AGENT) {")
            .seenBy(REACH + "whatTheLibraryKeepsForAllIsNoUseOfIt"),
        rule("unknown fields are a doubt")
            .in("jdk/Reach")
            .replace("if (Fields.areUnknown(object)) {", "if (false) {")
            .seenBy(REACH + "fieldsThatNobodyTellsAreADoubt"),
        rule("unknown static fields are a doubt")
            .in("jdk/Reach")
            .replace(
                "if (!Statics.references(type, references) && !tolerant) {",
                "if (!Statics.references(type, references) && false) {")
            .seenBy(REACH + "fieldsThatNobodyTellsAreADoubt"),
        rule("too many objects are a doubt")
            .in("jdk/Reach")
            .replace("if (size == maximumObjects) {", "if (false) {")
            .seenBy(REACH + "moreObjectsThanMayBeVisitedAreADoubt"),
        rule("too long is a doubt")
            .in("jdk/Reach")
            .replace("(next & CHECK_TIME) == 0 && System.nanoTime() - end > 0", "false")
            .seenBy(REACH + "aWalkThatTakesTooLongIsADoubt"));
  }

  /** Whose the objects are, and what else closing it would close. */
  private static List<Rule> others() {
    return List.of(
        rule("the class that it extends does the work")
            .in("guard/Libraries")
            .replace("if (!Modifier.isAbstract(next.getModifiers())) {", "if (false) {")
            .seenBy("guard.LibrariesTest#theLibraryOfTheClassThatItExtendsIsItsOwn", NO_SHAPE),
        rule("but no base class")
            .in("guard/Libraries")
            .replace("if (!Modifier.isAbstract(next.getModifiers())) {", "{")
            .seenBy("guard.LibrariesTest#theLibraryOfAnAbstractBaseClassIsNot"),
        rule("the library is not the application")
            .in("guard/Libraries")
            .replace("!isJdk(type) && !code.isApplication(type.getName())", "!isJdk(type)")
            .replace("return !code.isApplication(className);", "return true;")
            .seenBy(GIVEN_TO_OTHERS),
        rule("what else a pool leads to")
            .in(PROOF)
            .replace(
                "mayCloseOthers(resource) ? inside(resource, object) : List.of();\n    if (inside",
                "List.of();\n    if (inside")
            .seenBy(NOTICES_NOTHING, INSIDE_WRAPPER),
        rule("and a handle of unknown origin")
            .in(PROOF)
            .replace("|| (resource.kind() == ResourceKind.CHECKOUT", "|| (false")
            .seenBy(UNKNOWN_HANDLE),
        rule("the threads of a pool in it")
            .in(PROOF)
            .replace(
                "Libraries libraries = librariesOf(object, inside);",
                "Libraries libraries = librariesOf(object, List.of());")
            .seenBy(INNER_POOL),
        rule("another pool in it")
            .in(PROOF)
            .replace("return other != pool && pool.kind() == ResourceKind.POOL;", "return false;")
            .seenBy(NOTICES_NOTHING, INSIDE_WRAPPER),
        rule("a checkout of another pool in it")
            .in(PROOF)
            .replace(
                "return other.owner() != pool;\n    }\n    Stack",
                "return false;\n    }\n    Stack")
            .seenBy(AROUND_OTHERS),
        rule("a connection of others in it")
            .in(PROOF)
            .replace("return other.owner() != pool && !libraries.isOwn(name);", "return false;")
            .seenBy(AROUND_OTHERS),
        rule("found by the collector but not alone")
            .in(GUARD)
            .replace("proof.leadsToOthers(resource, object)", "false")
            .seenBy(NOTICES_NOTHING, INSIDE_WRAPPER),
        rule("another thread in the middle of code")
            .in(PROOF)
            .replace("return kept == null ? busy(libraries) : kept;", "return kept;")
            .seenBy(NOTICES_NOTHING, ANOTHER_THREAD),
        rule("a driver's threads are none")
            .in(PROOF)
            .replace(
                "return libraries.isOwn(className) || drivers.has(className);",
                "return libraries.isOwn(className);")
            .seenBy("it.GuardWitnessTest#threadsOfADriverAreNoDoubt"),
        rule("its own library's threads are none")
            .in("jdk/LiveThreads")
            .replace(
                "if (!isJdk(frame) ? !own.test(frame.getClassName()) :",
                "if (!isJdk(frame) ? true :")
            .seenBy("jdk.LiveThreadsTest#aThreadInTheLibrarysOwnCodeIsNoDoubt"),
        rule("threads that wait in the JDK are none")
            .in("jdk/LiveThreads")
            .replace(
                "if (!isJdk(frame) ? !own.test(frame.getClassName()) :",
                "if (true) return frame; if (!isJdk(frame) ? !own.test(frame.getClassName()) :")
            .seenBy(WALK),
        rule("a thread on its way to a task")
            .in("jdk/LiveThreads")
            .replace("if (moves(thread, stack)) {", "if (false) {")
            .seenBy("jdk.LiveThreadsTest#aThreadThatRunsCodeOfTheJdkAloneIsADoubt"),
        rule("virtual threads that are not told")
            .in("jdk/LiveThreads")
            .replace(
                "return new Busy(\"the JDK does not tell which virtual threads there are\", false);",
                "return null;")
            .seenBy("it.GuardWitnessTest#virtualThreadsThatTheJdkDoesNotTellOfMayHaveIt"),
        rule("virtual threads that are told")
            .in("jdk/LiveThreads")
            .replace(
                "if (virtual != null) {\n      alive.addAll", "if (false) {\n      alive.addAll")
            .seenBy("jdk.LiveThreadsTest#virtualThreadsAreAmongThemWhereTheJdkHasAny"),
        rule("what is delayed in a scheduler's variables")
            .in("jdk/LiveThreads")
            .replace(
                "return frame.getClassName().equals(\"java.util.concurrent.DelayScheduler\")",
                "return false && frame.getClassName().equals(\"\")")
            .seenBy(NOTICES_NOTHING),
        rule("what the agent does in a thread")
            .in("jdk/LiveThreads")
            .replace("first = index + 1;", "")
            .seenBy("jdk.LiveThreadsTest#whatTheAgentDoesInAThreadIsNoDoubt"));
  }

  /** What the byte code tells. */
  private static List<Rule> code() {
    return List.of(
        rule("the code is a witness")
            .in(PROOF)
            .replace(
                "Answer answer = confined(resource, libraries, moment);",
                "Answer answer = Answer.UNKNOWN;")
            .seenBy(BYTE_CODE),
        rule("of what a library made alone")
            .in(PROOF)
            .replace("stack == null || !isOwn(libraries, resource.type())", "stack == null")
            .seenBy(GIVEN_TO_OTHERS),
        rule("the walk may contradict it")
            .in(PROOF)
            .replace("if (reach.isFound()) {", "if (false) {")
            .seenBy(GIVEN_TO_OTHERS),
        rule("trust is earned")
            .in("guard/Trust")
            .replace("agreed.getOrDefault(way, 0) >= ENOUGH", "true")
            .seenBy(GIVEN_TO_OTHERS),
        rule("and lost")
            .in("guard/Trust")
            .remove("agreed.put(way, NEVER);")
            .seenBy("guard.TurnsTest#theCodeThatTheWalkHasDisprovedIsNeverTrusted"),
        rule("stored in a static field")
            .in(FLOW)
            .replace(
                "case Opcodes.PUTSTATIC -> hand(slots.pop(type.getSize()));",
                "case Opcodes.PUTSTATIC -> slots.pop(type.getSize());")
            .seenBy(LEAVES),
        rule("stored where others see it")
            .in(FLOW)
            .replace("holder == 0 || (holder & (Origins.LEADS | Origins.OTHERS)) != 0", "false")
            .seenBy(LEAVES),
        rule("what holds it leads to it").in(FLOW).remove("tainted |= holder;").seenBy(LEAVES),
        rule("thrown")
            .in(FLOW)
            .replace(
                "case Opcodes.ATHROW -> hand(slots.pop());", "case Opcodes.ATHROW -> slots.pop();")
            .seenBy(LEAVES),
        rule("read out of what leads to it")
            .in(FLOW)
            .replace("return leads(holder) ? Origins.LEADS : 0;", "return 0;")
            .seenBy(LEAVES),
        rule("dynamic calls of others")
            .in(FLOW)
            .replace(
                "if (leads) {\n      throw new UnknownFlow(\"a call that is linked",
                "if (false) {\n      throw new UnknownFlow(\"a call that is linked")
            .seenBy("confinement.ConfinementTest#whatADynamicCallGetsMayHaveLeftWhereOthersLinkIt"),
        rule("wrapped as what it is")
            .in(CALLEES)
            .replace("throw new UnknownFlow(\"it is wrapped\");", "continue;")
            .seenBy(LEAVES),
        rule("what it may call back")
            .in(CALLEES)
            .replace("if (!isPlain(type)) {", "if (false) {")
            .seenBy(LEAVES),
        rule("all that a call may run")
            .in(CALLEES)
            .replace(
                "if (!virtual || exact != null || (named != null && named.isNeverOverridden())) {",
                "if (true) {")
            .seenBy(LEAVES),
        rule("the very class that it is called on")
            .in(FLOW)
            .replace(
                "String exact = onObject ? origins.typeOf(arguments[0]) : null;",
                "String exact = null;")
            .seenBy(STAYS),
        rule("what a parameter was filled with")
            .in("confinement/Confinement")
            .replace(
                "if ((effect.tainted() & ~(fails ? Origins.parameter(0) : 0)) != 0) {",
                "if (false) {")
            .seenBy(
                LEAVES, "confinement.ConfinementTest#aConstructorThatFailsLosesWhatItsObjectHas"),
        rule("a constructor that fails loses its object")
            .in("confinement/Confinement")
            .replace(
                "boolean fails = ends && byError && code.isConstructor();",
                "boolean fails = false;")
            .seenBy("confinement.ConfinementTest#aConstructorThatFailsLosesWhatItsObjectHas"),
        rule("a method that runs still has it")
            .in("confinement/Confinement")
            .replace("return Answer.CONFINED;", "return Answer.LOST;")
            .seenBy("confinement.ConfinementTest#aMethodThatRunsStillHasIt"));
  }

  /** What the garbage collector tells. */
  private static List<Rule> collector() {
    return List.of(
        rule("the collector is asked")
            .in(GUARD)
            .replace("if (kept.byThreads() && level != GuardLevel.OBSERVE) {", "if (false) {")
            .seenBy(NO_SHAPE),
        rule("the collector's word")
            .in(GUARD)
            .replace(
                "nobodyHas(resource, object, null, \"when the garbage collector had found it\");",
                "")
            .seenBy(COLLECTED),
        rule("what it finds in use is watched on")
            .in(GUARD)
            .replace("unreachable.watchAgain(resource, object);\n      return;", "return;")
            .seenBy(IN_USE),
        rule("who does not answer is asked no more")
            .in("guard/Unreachable")
            .replace("if (deaf\n        || usedHeap", "if (usedHeap")
            .seenBy(COLLECTOR + "itIsAskedNoMoreWhereItDoesNotAnswer"),
        rule("who answers is asked again")
            .in("guard/Unreachable")
            .replace("deaf = !awaitWord(resource, witness);", "deaf = true;")
            .seenBy(COLLECTOR + "itIsAskedAgainWhereItAnswers"),
        rule("a large heap is not collected")
            .in("guard/Unreachable")
            .replace("|| usedHeap.getAsLong() > SMALL_HEAP\n", "\n")
            .seenBy(COLLECTOR + "itIsNotAskedWhereMuchIsToBeCollected"),
        rule("all collections have a budget")
            .in("guard/Unreachable")
            .replace("spent.get() > BUDGET_NANOS + (start - began) / SHARE", "false")
            .seenBy(COLLECTOR + "itIsAskedNoMoreWhenThatHasTakenTooLong"),
        rule("what it has found is let go in the end")
            .in("guard/Unreachable")
            .replace("queue = new ReferenceQueue<>();\n    found.clear();", "")
            .seenBy(COLLECTOR + "whatIsFoundAndNotTakenIsLetGo"),
        rule("what it has found by itself is taken at once")
            .in("guard/Unreachable")
            .replace("boolean taken = takeFound(word, resource);", "boolean taken = false;")
            .replace("taken = takeFound(word, resource);\n    }", "}")
            .seenBy(COLLECTOR + "whatItHasFoundByItselfIsTakenAtOnce"));
  }

  /** What finalizers may do yet. */
  private static List<Rule> finalizers() {
    return List.of(
        rule("what they can reach is not lost")
            .in("ledger/Resource")
            .replace(
                "return phantom == null ? super.isGone() : phantom.refersTo(null);",
                "return super.isGone();")
            .seenBy("ledger.FinalizersTest#whatTheyCanReachIsNotLost"),
        rule("what they use is known")
            .in("ledger/IdentityTable")
            .replace("|| element.isUsedInFinalizer(object)", "")
            .seenBy(FINALIZERS),
        rule("that of a driver is its last net")
            .in("ledger/Ledger")
            .replace("&& finalizers.isOwnRunning(resource)", "&& false")
            .seenBy(FINALIZERS),
        rule("that of something else may come second")
            .in("ledger/Ledger")
            .replace("&& finalizers.hasOther(resource)", "&& false")
            .seenBy("ledger.FinalizersTest#thatOfSomethingElseMayComeSecond"),
        rule("what the guard leaves is theirs")
            .in(GUARD)
            .replace("if (!resource.isFinalizing()) {", "if (true) {")
            .seenBy("it.FinalizerTest#whatTheGuardOnlyObservesIsLeftToThem"),
        rule("each has its turn at the end")
            .in("core/LastCollection")
            .replace("collector.awaitFinalizers();", "")
            .seenBy(FINALIZERS));
  }

  /** How it closes. */
  private static List<Rule> closing() {
    return List.of(
        rule("in a time")
            .in("guard/Closing")
            .replace("if (left <= 0) {", "if (false) {")
            .replace("thread.join(left);", "thread.join();")
            .seenBy(FAILING_CLOSE),
        rule("then it is aborted")
            .in("guard/Closing")
            .replace(
                "if (!done && object instanceof Connection connection) {",
                "if (!done && object == null && object instanceof Connection connection) {")
            .seenBy("it.GuardWitnessTest#aCloseThatHangsIsEndedByAbort"),
        rule("the interrupt status stays")
            .in("guard/Closing")
            .remove("Thread.currentThread().interrupt();")
            .seenBy(FAILING_CLOSE),
        rule("a pool that has nothing is closed")
            .in(GUARD)
            .replace("shows && resource.holdsNothing();", "false;")
            .seenBy("it.GuardTest#aPoolWhoseCloseThrowsWhenAllIsClosedIsClosed"),
        rule("its failure is added as suppressed")
            .in(GUARD)
            .remove("thrown.addSuppressed(failure);")
            .seenBy(FAILING_CLOSE),
        rule("its failure is in the report")
            .in(GUARD)
            .remove(
                "notes.left(\"closing it failed: \" + failure.get().getClass().getName(), false);")
            .seenBy(FAILING_CLOSE),
        rule("a late end is told")
            .in("guard/Closing")
            .remove("late.accept(Optional.ofNullable(thrown));")
            .seenBy(FAILING_CLOSE),
        rule("once")
            .in("guard/Suspect")
            .remove("|| resource.guardNotes().isClosingTried()")
            .seenBy(FAILING_CLOSE),
        rule("what is not committed is rolled back")
            .in("guard/Closing")
            .replace("if (!connection.getAutoCommit()) {", "if (false) {")
            .seenBy("it.GuardWitnessTest#workThatNobodyHasCommittedIsRolledBackFirst"),
        rule("not while a pool opens more")
            .in(GUARD)
            .remove("lastOpenings.await(proof.librariesOf(resource, object));")
            .seenBy("it.GuardTest#aPoolThatOpensMoreAsItIsLostLeavesNoSession"),
        rule("late only what it would have closed")
            .in(GUARD)
            .replace("if (resource.guardNotes().wouldClose()) {", "if (true) {")
            .seenBy("it.ManagementTest#whatTheGuardHasOnlyObservedIsClosedWhenThatIsAskedFor"),
        rule("in the context of who waits")
            .in("guard/Closing")
            .replace("loader == null ? object.getClass().getClassLoader() : loader", "null")
            .seenBy("guard.ClosingTest#itIsClosedInTheContextOfWhoWaits"),
        rule("a pool whose class is not public")
            .in("guard/Closing")
            .remove("method.trySetAccessible();")
            .seenBy("guard.ClosingTest#itsClassNeedNotBePublic"),
        rule("a pool without AutoCloseable")
            .in("guard/Closing")
            .remove("method.invoke(object);")
            .seenBy("guard.ClosingTest#whatIsNotAutoCloseableIsClosedByItsMethod"));
  }
}
