package io.robustdb.it.failures;

import io.robustdb.it.scenarios.failures.Order;

/**
 * Whom a start-up connects to, and how it checks that; the rest of its {@link Order} is in its
 * {@link Story}. Immutable.
 *
 * @param url without parameters
 * @param parameters more than the application name, each with an ampersand before it
 */
record Target(
    String url, String parameters, String user, String password, int checkSeconds, int poolMillis) {

  private static final int ONE_SECOND = 1000;

  static Target of(String url, String user, String password) {
    return new Target(url, "", user, password, 0, ONE_SECOND);
  }

  Target parameters(String value) {
    return new Target(url, value, user, password, checkSeconds, poolMillis);
  }

  Target checkSeconds(int value) {
    return new Target(url, parameters, user, password, value, poolMillis);
  }

  Target poolMillis(int value) {
    return new Target(url, parameters, user, password, checkSeconds, value);
  }

  /** Reads the story's view. */
  Order order(Story story) {
    return order(story, "SELECT ready FROM " + story.view());
  }

  Order order(Story story, String check) {
    return new Order(
        story.name(),
        story.form().word(),
        url + "?ApplicationName=" + story.application() + parameters,
        user,
        password,
        check,
        checkSeconds,
        poolMillis);
  }
}
