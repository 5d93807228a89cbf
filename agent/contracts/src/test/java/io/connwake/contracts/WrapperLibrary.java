package io.connwake.contracts;

import com.example.wrapper.AwsStack;
import com.example.wrapper.DataSourceProxyStack;
import com.example.wrapper.P6SpyStack;
import com.example.wrapper.SpringStack;
import com.example.wrapper.Stack;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What people put around a pool, each at the lowest version they still run and at the newest. */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"}) // the array stays in here
enum WrapperLibrary {
    SPRING_5(
            SpringStack.class,
            Cases.SPRING,
            "spring-jdbc-5",
            "spring-core-5",
            "spring-beans-5",
            "spring-tx-5",
            "spring-context-5",
            "spring-jcl-5"),
    SPRING_7(
            SpringStack.class,
            Cases.SPRING,
            "spring-jdbc-7",
            "spring-core-7",
            "spring-beans-7",
            "spring-tx-7",
            "spring-context-7",
            "commons-logging"),
    DATASOURCE_PROXY_1_9(DataSourceProxyStack.class, List.of("around_pool"), "datasource-proxy-1.9"),
    DATASOURCE_PROXY_1_11(DataSourceProxyStack.class, List.of("around_pool"), "datasource-proxy-1.11"),
    P6SPY_3(P6SpyStack.class, List.of("around_pool", "driver"), "p6spy-3"),
    AWS_WRAPPER_2(AwsStack.class, List.of("under_pool", "without_pool"), "aws-advanced-jdbc-wrapper-2"),
    AWS_WRAPPER_4(AwsStack.class, List.of("under_pool", "without_pool", "pool_within"), "aws-advanced-jdbc-wrapper-4");

    final String stack;
    final List<String> cases;
    final String[] jars;

    WrapperLibrary(Class<? extends Stack> stack, List<String> cases, String... jars) {
        this.stack = stack.getName();
        this.cases = cases;
        this.jars = Stream.concat(
                        Arrays.stream(jars), Stream.of("HikariCP-7.1.0", "slf4j-api", "slf4j-nop", "postgresql-"))
                .toArray(String[]::new);
    }

    /** No later row is of the same library. */
    boolean isNewest() {
        return ordinal() == values().length - 1 || !values()[ordinal() + 1].stack.equals(stack);
    }

    private static final class Cases {
        static final List<String> SPRING = List.of(
                "delegating",
                "routing",
                "lazy",
                "lazy_checked",
                "lazy_unused",
                "transaction_aware",
                "transaction_aware_unused",
                "in_transaction",
                "single",
                "single_over_pool",
                "driver_manager");
    }
}
