package io.robustdb.it.scenarios.pools;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

final class Agroal implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name)
      throws SQLException {
    var configuration = configuration(url, user, password, "");
    return AgroalDataSource.from(configuration); // site: open agroal
  }

  @Override
  public void waitAtMost(DataSource pool, int millis) {
    ((AgroalDataSource) pool)
        .getConfiguration()
        .connectionPoolConfiguration()
        .setAcquisitionTimeout(Duration.ofMillis(millis));
  }

  @Override
  public DataSource openInVain(String url, String user, String password, String name)
      throws SQLException {
    return AgroalDataSource.from(configuration(url, user, password, FAILING_SQL));
  }

  private static AgroalDataSourceConfigurationSupplier configuration(
      String url, String user, String password, String initialSql) {
    return new AgroalDataSourceConfigurationSupplier()
        .connectionPoolConfiguration(
            pool ->
                pool.initialSize(1)
                    .maxSize(MAX_SIZE)
                    .acquisitionTimeout(Duration.ofMillis(TIMEOUT_MILLIS))
                    .connectionFactoryConfiguration(
                        factory ->
                            factory
                                .jdbcUrl(url)
                                .initialSql(initialSql)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password))));
  }
}
