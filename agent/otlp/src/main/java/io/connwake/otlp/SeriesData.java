package io.connwake.otlp;

import io.connwake.pipeline.model.Metric;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;

/** One metric of ours as the exporter reads it. */
record SeriesData(Resource resource, InstrumentationScopeInfo scope, Metric metric, Data<?> data)
        implements MetricData {
    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return scope;
    }

    @Override
    public String getName() {
        return metric.name();
    }

    @Override
    public String getDescription() {
        return "";
    }

    @Override
    public String getUnit() {
        return metric.unit();
    }

    @Override
    public MetricDataType getType() {
        return switch (metric.kind()) {
            case COUNTER, UP_DOWN_COUNTER -> MetricDataType.LONG_SUM;
            case COUNTER_SECONDS -> MetricDataType.DOUBLE_SUM;
            case HISTOGRAM -> MetricDataType.HISTOGRAM;
        };
    }

    @Override
    public Data<?> getData() {
        return data;
    }
}
