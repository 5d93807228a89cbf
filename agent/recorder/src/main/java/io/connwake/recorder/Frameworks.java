package io.connwake.recorder;

import io.connwake.recorder.event.Site.Keeper;

/**
 * What runs an application or asks for connections in its name: frames of these packages stand between a pool and the
 * line that is the application's. What passes connections on as a data source is in {@link Libraries}.
 */
final class Frameworks {
    private static final String[] PACKAGES = {
        "org.springframework.",
        "org.eclipse.persistence.",
        "org.apache.openjpa.",
        "org.datanucleus.",
        "io.ebean.",
        "io.ebeaninternal.",
        "org.jdbi.",
        "org.mybatis.",
        "com.baomidou.",
        "org.apache.commons.dbutils.",
        "com.querydsl.",
        "org.sql2o.",
        "org.javalite.",
        "org.jetbrains.exposed.",
        "org.ktorm.",
        "scalikejdbc.",
        "slick.",
        "org.flywaydb.",
        "liquibase.",
        "org.quartz.",
        "org.jobrunr.",
        "com.github.kagkarlsson.",
        "net.javacrumbs.shedlock.",
        "org.apache.shardingsphere.",
        "com.atomikos.",
        "com.arjuna.",
        "org.jboss.as.",
        "org.jboss.ejb3.",
        "org.jboss.invocation.",
        "org.jboss.jca.",
        "org.jboss.resteasy.",
        "org.jboss.weld.",
        "org.glassfish.jersey.",
        "org.wildfly.",
        "org.apache.camel.",
        "org.apache.cxf.",
        "io.helidon.",
        "io.quarkus.",
        "io.micronaut.",
        "org.apache.catalina.",
        "org.apache.coyote.",
        "org.apache.tomcat.",
        "org.eclipse.jetty.",
        "io.undertow.",
        "io.netty.",
        "reactor.",
        "io.vertx.core.",
        "io.vertx.ext.jdbc.",
        "io.vertx.jdbcclient.",
        "jakarta.",
        "org.codehaus.groovy.",
        "org.apache.groovy.",
        "groovy.",
        "clojure.",
        "kotlin.",
        "kotlinx.",
        "scala."
    };

    private static final String SAMPLES = "org.springframework.samples.";

    /** What keeps the connection that it asked for until its session ends, however many methods return before that. */
    private static final String[] SESSIONS = {
        "org.hibernate.",
        "org.springframework.orm.",
        "org.springframework.transaction.",
        "org.apache.ibatis.",
        "org.mybatis.",
        "org.eclipse.persistence.",
        "org.apache.openjpa.",
        "org.datanucleus.",
        "io.ebeaninternal."
    };

    private static final String SPRING_JDBC = "org.springframework.jdbc.datasource.DataSourceUtils";
    private static final String SPRING_LAZY = "org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy";

    /** What is on the stack as long as a transaction is under way. */
    private static final String[] TRANSACTIONS = {
        "org.springframework.transaction.",
        "io.micronaut.transaction.",
        "io.quarkus.narayana.",
        "com.arjuna.ats.jta.cdi."
    };

    private Frameworks() {}

    static boolean has(String className) {
        return isIn(className, PACKAGES) && !className.startsWith(SAMPLES);
    }

    /** What keeps a connection that such a frame asked for. */
    static Keeper keeper(String className) {
        if (isIn(className, SESSIONS)) {
            return Keeper.SESSION;
        }
        if (className.startsWith(SPRING_LAZY)) {
            return Keeper.HANDLE;
        }
        return className.startsWith(SPRING_JDBC) ? Keeper.TRANSACTION : Keeper.METHOD;
    }

    static boolean isAroundTransaction(String className) {
        return isIn(className, TRANSACTIONS);
    }

    private static boolean isIn(String className, String[] packages) {
        for (String each : packages) {
            if (className.startsWith(each)) {
                return true;
            }
        }
        return false;
    }
}
