package com.acme.pools;

import java.util.function.Supplier;
import javax.sql.DataSource;

/** Makes the pool of a case. */
public final class PoolFactory implements Supplier<DataSource> {
    private final String name;
    private final Stock stock;

    public PoolFactory(String name, Opener opener) {
        this.name = name;
        this.stock = name.endsWith("_unfilled") ? new Stock(opener) : new Stock(opener).filled();
    }

    @Override
    public DataSource get() {
        return switch (name) {
            case "superclass" -> new QueuePool(stock, Handles.InSuperclass::new);
            case "beside_itself" -> new QueuePool(stock, Handles.BesideItself::new);
            case "holder", "holder_unfilled" -> new QueuePool(stock, Handles.InHolder::new);
            case "array" -> new QueuePool(stock, Handles.InArray::new);
            case "reference" -> new QueuePool(stock, Handles.InReference::new);
            case "lambda" -> new QueuePool(stock, Handles.InLambda::new);
            case "proxy", "proxy_unfilled", "data_source_proxy_unfilled" -> new QueuePool(stock, Handles::proxy);
            case "platform_proxy", "platform_proxy_unfilled" -> new QueuePool(stock, Handles::platformProxy);
            case "lambda_proxy" -> new QueuePool(stock, Handles::lambdaProxy);
            case "grandparent" -> new Inherited.Child(stock);
            case "covariant" -> new Inherited.Covariant(stock);
            case "super_proxy_unfilled" -> new Inherited.Pooling(stock);
            case "same_handles" -> new Inherited.SameHandles(stock);
            default -> new QueuePool(stock, Handles.InField::new);
        };
    }

    public void close() throws java.sql.SQLException {
        stock.closeAll();
    }
}
