package shop;

import org.junit.jupiter.api.Test;

class MeetsOther {
  @Test
  void standsBy() throws Exception {
    Meeting.standBy();
  }
}
