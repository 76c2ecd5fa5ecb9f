package shop;

import org.junit.jupiter.api.Test;

class MeetsOne {
  @Test
  void opens() throws Exception {
    Meeting.open();
  }
}
