package com.example.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

public final class Agroal implements PoolAdapter {
    @Override
    public DataSource open(Target target, int limit, int acquireTimeoutMillis) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(limit)
                        .acquisitionTimeout(Duration.ofMillis(acquireTimeoutMillis))
                        .idleValidationTimeout(Duration.ofMillis(1))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(target.url())
                                .principal(new NamePrincipal(target.user()))
                                .credential(new SimplePassword(target.password())))));
    }

    @Override
    public void close(DataSource pool) {
        ((AgroalDataSource) pool).close();
    }
}
