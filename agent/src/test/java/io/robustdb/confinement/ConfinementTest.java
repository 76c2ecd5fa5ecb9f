package io.robustdb.confinement;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.confinement.Confinement.Answer;
import io.robustdb.site.CallSite;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinementTest {
  private static final Class<?>[] LOADED = {
    Ways.class,
    Ways.Holder.class,
    Ways.Source.class,
    Ways.Carries.class,
    Ways.Attempt.class,
    Ways.Checker.class,
    Ways.KeepingChecker.class,
    Connection.class,
    Statement.class,
    DriverManager.class,
    ThreadLocal.class,
    ArrayList.class,
    LinkedList.class
  };

  private final Confinement confinement = new Confinement(() -> LOADED);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checked",
        "inLoop",
        "helped",
        "named",
        "rolledBack",
        "held",
        "heldFromTheStart",
        "heldAndHelped",
        "inArray",
        "captured",
        "checkedByTheOneMade",
        "returned"
      })
  void whatStaysInVariablesNeverLeaves(String method) throws IOException {
    assertThat(ofEndOf(method)).isEqualTo(Answer.LOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toStatic",
        "toArgument",
        "toElement",
        "toList",
        "toThreadLocal",
        "toExecutor",
        "toConsumer",
        "toStaticOfHelper",
        "thrown",
        "thrownOutOfHolder",
        "toKnownHolder",
        "throughField",
        "wrapped",
        "wrappedForHelper",
        "givenOn",
        "throughSetter",
        "toOneOfTwo",
        "toOneOfTwoNext",
        "checkedByOneOfTwo",
        "listenedTo",
        "givenBack"
      })
  void whatIsGivenToOthersMayHaveLeft(String method) throws IOException {
    assertThat(ofEndOf(method)).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void aConstructorThatFailsLosesWhatItsObjectHas() throws IOException {
    CallSite site = siteIn("<init>", "(Ljava/lang/String;)V");

    assertThat(of(site, site, true)).isEqualTo(Answer.LOST);
    assertThat(of(site, site, false)).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void unlessOthersHaveTheObject() throws IOException {
    CallSite site = siteIn("<init>", "(Ljava/lang/String;Ljava/util/List;)V");

    assertThat(of(site, site, true)).isEqualTo(Answer.UNKNOWN);
  }

  /** Only of the linkers of the Java compiler it is known what they do with what they get. */
  @ParameterizedTest
  @CsvSource({"java/lang/invoke/LambdaMetafactory,LOST", "org/example/Linker,UNKNOWN"})
  void whatADynamicCallGetsMayHaveLeftWhereOthersLinkIt(String linker, Answer answer)
      throws ClassNotFoundException {
    Class<?>[] loaded = Arrays.copyOf(LOADED, LOADED.length + 1);
    loaded[LOADED.length] = LinkedByOthers.load(linker);
    CallSite site = LinkedByOthers.site();

    assertThat(
            new Confinement(() -> loaded).of(List.of(site), site, true, ConfinementTest::isTrusted))
        .isEqualTo(answer);
  }

  @Test
  void aMethodThatRunsStillHasIt() throws IOException {
    assertThat(of(siteIn("inLoop"), null, false)).isEqualTo(Answer.CONFINED);
  }

  @Test
  void whatIsReturnedIsFollowedNoFurtherThanIsKnown() throws IOException {
    assertThat(of(siteIn("returned"), null, false)).isEqualTo(Answer.UNKNOWN);
  }

  private Answer ofEndOf(String method) throws IOException {
    CallSite site = siteIn(method);
    return of(site, site, true);
  }

  private Answer of(
      CallSite site, @org.jspecify.annotations.Nullable CallSite ended, boolean error) {
    return confinement.of(List.of(site), ended, error, ConfinementTest::isTrusted);
  }

  private static boolean isTrusted(String name) {
    return name.startsWith("java/sql/")
        || name.startsWith("javax/sql/")
        || name.equals("java/lang/Object");
  }

  private static CallSite siteIn(String method) throws IOException {
    return siteIn(method, "");
  }

  /** The call by which a method opens. */
  private static CallSite siteIn(String name, String descriptor) throws IOException {
    String path = Ways.class.getName().replace('.', '/');
    try (var file = Ways.class.getResourceAsStream("/" + path + ".class")) {
      ClassFile ways = ClassFile.read(file.readAllBytes(), Ways.class.getClassLoader());
      MethodCode code =
          ways.methods().stream()
              .filter(each -> each.name().equals(name))
              .filter(each -> descriptor.isEmpty() || each.descriptor().equals(descriptor))
              .findFirst()
              .orElseThrow();
      for (int index = 0; index < code.size(); index++) {
        Instruction.Member callee = code.at(index).member();
        if (callee != null && callee.name().equals("getConnection")) {
          return new CallSite(
              Ways.class.getName(),
              name,
              code.descriptor(),
              "Ways.java",
              code.at(index).line(),
              callee.owner(),
              callee.name(),
              callee.descriptor());
        }
      }
    }
    throw new IllegalArgumentException("nothing is opened in " + name);
  }
}
