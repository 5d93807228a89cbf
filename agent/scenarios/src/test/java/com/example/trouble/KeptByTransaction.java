package com.example.trouble;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.api.transaction.TransactionAware;
import io.agroal.api.transaction.TransactionIntegration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** Closes its connections, and lets the transactions go on to which they belong; the corrected one ends these first. */
public final class KeptByTransaction {
    private static final int CLERKS = 2;

    public static void main(String[] args) throws Exception {
        boolean corrected = args[0].equals("corrected");
        Transactions transactions = new Transactions();
        try (AgroalDataSource pool = pool(args, transactions)) {
            CountDownLatch closed = new CountDownLatch(CLERKS);
            CountDownLatch asked = new CountDownLatch(1);
            Thread[] clerks = new Thread[CLERKS];
            for (int i = 0; i < CLERKS; i++) {
                clerks[i] = new Thread(
                        () -> {
                            serve(pool);
                            if (corrected) {
                                transactions.end();
                            }
                            closed.countDown();
                            await(asked);
                            transactions.end();
                        },
                        "clerk-" + i);
                clerks[i].start();
            }
            closed.await();
            ask(pool);
            transactions.end();
            asked.countDown();
            for (Thread clerk : clerks) {
                clerk.join();
            }
            new PatientWait().forFindings();
        }
    }

    private static AgroalDataSource pool(String[] args, TransactionIntegration transactions) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CLERKS)
                        .acquisitionTimeout(Duration.ofSeconds(4))
                        .transactionIntegration(transactions)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(args[1])
                                .principal(new NamePrincipal(args[2]))
                                .credential(new SimplePassword(args[3])))));
    }

    private static void serve(AgroalDataSource pool) {
        try (Connection connection = pool.getConnection(); // closed, but not back in the pool
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void ask(AgroalDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            connection.getAutoCommit();
        } catch (SQLException inVain) {
            // comes back later
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a transaction manager does it: a thread's connection belongs to its transaction until that ends. */
    private static final class Transactions implements TransactionIntegration {
        private static final ThreadLocal<@Nullable TransactionAware> OWN = new ThreadLocal<>();

        @Override
        public @Nullable TransactionAware getTransactionAware() {
            return OWN.get();
        }

        @Override
        public void associate(TransactionAware connection, XAResource resource) throws SQLException {
            OWN.set(connection);
            connection.transactionCheckCallback(() -> true);
            connection.transactionStart();
        }

        @Override
        public boolean disassociate(TransactionAware connection) {
            OWN.remove();
            return true;
        }

        void end() {
            TransactionAware connection = OWN.get();
            if (connection == null) {
                return;
            }
            try {
                connection.transactionCommit();
                connection.transactionEnd();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void addResourceRecoveryFactory(ResourceRecoveryFactory factory) {}

        @Override
        public void removeResourceRecoveryFactory(ResourceRecoveryFactory factory) {}
    }

    private KeptByTransaction() {}
}
