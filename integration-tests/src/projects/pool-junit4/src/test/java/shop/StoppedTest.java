package shop;

import static org.junit.Assert.fail;

import org.junit.Test;

/** Whichever comes first, the other does not begin where the first failure stops the tests. */
public class StoppedTest {
  @Test
  public void failsByItself() {
    fail("by itself");
  }

  @Test
  public void failsByItselfToo() {
    fail("by itself");
  }
}
