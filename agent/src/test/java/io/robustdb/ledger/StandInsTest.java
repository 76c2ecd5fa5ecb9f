package io.robustdb.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandInsTest {
  private final StandIns standIns = new StandIns();

  @Test
  void whatWasMadeAtRunTimeAndLeadsNowhereIsOne() {
    assertThat(standIns.has(made(Connection.class, List.of("nothing")))).isTrue();
    assertThat(standIns.has(made(Connection.class, made(DataSource.class, null)))).isTrue();
  }

  @Test
  void whatLeadsToASocketIsNone() {
    assertThat(standIns.has(made(Connection.class, List.of(new Socket())))).isFalse();
  }

  /** It may get a connection when it is first used. */
  @Test
  void whatLeadsToAnythingOfJdbcThatIsFromAFileIsNone() {
    DataSource source = new JdbcDataSource();

    assertThat(standIns.has(made(Connection.class, List.of(source)))).isFalse();
    assertThat(standIns.isMadeAtRunTime(source)).isFalse();
  }

  /** Of one class of proxies some may be lazy: those that lead nowhere yet may be of these. */
  @Test
  void ofAClassThatHasLedSomewhereNoneIsOne() {
    assertThat(standIns.has(made(Connection.class, new Socket()))).isFalse();
    assertThat(standIns.has(made(Connection.class, null))).isFalse();
  }

  @Test
  void aClassFromAFileIsNone() {
    assertThat(standIns.has(new JdbcDataSource())).isFalse();
  }

  private static Object made(Class<?> type, @Nullable Object has) {
    return Proxy.newProxyInstance(
        StandInsTest.class.getClassLoader(), new Class<?>[] {type}, new Handler(has));
  }

  private record Handler(@Nullable Object has) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
      return null;
    }
  }
}
