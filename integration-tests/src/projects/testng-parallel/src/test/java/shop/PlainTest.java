package shop;

import static org.testng.Assert.fail;

import java.sql.Connection;
import java.sql.SQLException;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Its methods may run at the same time: each keeps what it has where its thread alone sees it. */
public class PlainTest {
  private static final ThreadLocal<Connection> OWN = new ThreadLocal<>();

  @Test
  public void leaksFromAVariable() throws SQLException {
    Connection local = Database.open(); // the leak
    Database.use(local);
  }

  @Test(timeOut = 60_000)
  public void leaksInTheThreadOfItsTimeLimit() throws SQLException {
    Connection local = Database.open(); // the leak
    Database.use(local);
  }

  @Test(invocationCount = 3, threadPoolSize = 3)
  public void leaksInEachOfItsThreads() throws SQLException {
    Connection local = Database.open(); // the leak
    Database.use(local);
  }

  @Test(dataProvider = "names")
  public void leaksForEach(String name) throws SQLException {
    Connection local = Database.open(); // the leak
    local.setClientInfo("ApplicationName", name);
  }

  @Test
  public void closesAfterwards() throws SQLException {
    OWN.set(Database.open());
    Database.use(OWN.get());
  }

  @Test
  public void closes() throws SQLException {
    Database.open().close();
  }

  @Test(dataProvider = "names")
  public void closesForEach(String name) throws SQLException {
    try (Connection local = Database.open()) {
      local.setClientInfo("ApplicationName", name);
    }
  }

  @Test
  public void opensNothing() {}

  @Test
  public void failsByItself() throws SQLException {
    Connection local = Database.open();
    Database.use(local);
    fail("by itself");
  }

  @DataProvider(parallel = true)
  public static Object[][] names() {
    return new Object[][] {{"one"}, {"two"}, {"three"}};
  }

  @AfterMethod
  public void close() throws SQLException {
    Connection own = OWN.get();
    if (own != null) {
      OWN.remove();
      own.close();
    }
  }
}
