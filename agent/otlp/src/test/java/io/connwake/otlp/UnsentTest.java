package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsentTest {
    private final List<Collection<Integer>> exported = new ArrayList<>();
    private CompletableResultCode result = CompletableResultCode.ofSuccess();
    private final Unsent<Integer> unsent = new Unsent<>(batch -> {
        exported.add(batch);
        return result;
    });

    @Test
    void what_arrives_is_gone() {
        unsent.export(List.of(1, 2));
        assertThat(unsent.gone()).isEqualTo(2);
        assertThat(unsent.waiting()).isZero();
        unsent.again();
        assertThat(exported).hasSize(1);
    }

    @Test
    void what_is_on_the_way_waits() {
        result = new CompletableResultCode();
        unsent.export(List.of(1, 2));
        assertThat(unsent.waiting()).isEqualTo(2);
        unsent.again();
        assertThat(exported).hasSize(1);
        result.succeed();
        assertThat(unsent.waiting()).isZero();
    }

    @Test
    void what_nobody_took_is_exported_once_more_and_once_only() {
        result = failed(FailedExportException.httpFailedExceptionally(new IOException("reset")));
        unsent.export(List.of(1, 2));
        assertThat(unsent.waiting()).isEqualTo(2);
        result = CompletableResultCode.ofSuccess();
        unsent.again();
        unsent.again();
        assertThat(exported).containsExactly(List.of(1, 2), List.of(1, 2));
        assertThat(unsent.gone()).isEqualTo(2);
        assertThat(unsent.dropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void what_could_not_be_taken_just_now_is_kept(int status) {
        result = failed(FailedExportException.httpFailedWithResponse(answer(status)));
        unsent.export(List.of(1));
        assertThat(unsent.waiting()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413, 500})
    void what_is_refused_is_dropped_and_counted(int status) {
        result = failed(FailedExportException.httpFailedWithResponse(answer(status)));
        unsent.export(List.of(1, 2, 3));
        assertThat(unsent.waiting()).isZero();
        assertThat(unsent.dropped()).isEqualTo(3);
    }

    @Test
    void an_exporter_that_throws_has_taken_nothing() {
        Unsent<Integer> throwing = new Unsent<>(batch -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> throwing.export(List.of(1))).isInstanceOf(IllegalStateException.class);
        assertThat(throwing.waiting()).isEqualTo(1);
    }

    @Test
    void the_newest_are_kept_where_there_are_too_many() {
        result = failed(new IOException("reset"));
        unsent.export(Collections.nCopies(Unsent.MOST, 1));
        unsent.export(List.of(2, 3));
        assertThat(unsent.waiting()).isEqualTo(Unsent.MOST);
        assertThat(unsent.dropped()).isEqualTo(2);
        unsent.again();
        assertThat(exported.get(2)).endsWith(2, 3);
    }

    private static CompletableResultCode failed(Throwable why) {
        return CompletableResultCode.ofExceptionalFailure(why);
    }

    private static HttpResponse answer(int status) {
        return new HttpResponse() {
            @Override
            public int getStatusCode() {
                return status;
            }

            @Override
            public String getStatusMessage() {
                return "";
            }

            @Override
            public byte[] getResponseBody() {
                return new byte[0];
            }
        };
    }
}
