package io.robustdb.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the guard is tested: without it a test turns red. */
class GuardRulesTest {
  /** The names of those that are taken out, with commas; all unless set. */
  private static final String ONLY = System.getProperty("robustdb.test.rules", "");

  static List<Rule> rules() {
    List<String> only = Arrays.asList(ONLY.split(","));
    return GuardRules.all().stream()
        .filter(rule -> ONLY.isBlank() || only.contains(rule.name()))
        .toList();
  }

  /** What the list says stands in the code, so that it is true as long as this is green. */
  @Test
  void eachCanBeTakenOut() throws IOException {
    for (Rule rule : rules()) {
      WithoutRule agent = new WithoutRule(rule);
      agent.compile();
      agent.pack();
    }
    assertThat(GuardRules.all()).extracting(Rule::name).doesNotHaveDuplicates();
  }

  /** Takes a minute for each of them: the profile of that name runs it. */
  @Tag("rules")
  @ParameterizedTest
  @MethodSource("rules")
  @ExtendWith(PostgresExtension.class)
  void aTestTurnsRedWithoutIt(Rule rule, Postgres postgres) throws Exception {
    WithoutRule agent = new WithoutRule(rule);
    agent.compile();
    agent.pack();

    String outcome = Witness.of(agent, rule.witnesses(), postgres, Jdk.current());
    if (!Witness.isRed(outcome)) {
      outcome = Witness.of(agent, rule.witnesses(), postgres, Jdk.newest());
    }

    System.out.println(rule + ": " + outcome);
    assertThat(Witness.isRed(outcome)).as("without the rule %s: %s", rule, outcome).isTrue();
  }
}
