package io.connwake.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of a request, whichever copy of the servlet API its class is of. */
class ServletApiTest {
    private static HttpServletRequest request(Map<String, ?> answers) {
        return Stub.of(HttpServletRequest.class, answers);
    }

    private static ServletApi api(Object request) {
        return Objects.requireNonNull(ServletApi.of(request.getClass()));
    }

    @Test
    void either_package_has_one() {
        Object older = Stub.of(javax.servlet.http.HttpServletRequest.class, Map.of());
        assertThat(api(older).anyServlet()).isEqualTo("javax.servlet.Servlet.service");
        assertThat(api(request(Map.of())).anyServlet()).isEqualTo("jakarta.servlet.Servlet.service");
    }

    @Test
    void what_is_no_request_has_none() {
        assertThat(ServletApi.of(String.class)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"GET,GET", "PATCH,PATCH", "get,_OTHER", "PROPFIND,_OTHER", "<script>,_OTHER"})
    void a_method_that_the_conventions_do_not_know_is_another(String told, String kept) {
        HttpServletRequest request = request(Map.of("getMethod", told));
        assertThat(api(request).method(request)).isEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource(DispatcherType.class)
    void what_the_client_sent_is_the_first_dispatch_alone(DispatcherType type) {
        HttpServletRequest request = request(Map.of("getDispatcherType", type));
        assertThat(api(request).isFirstDispatch(request)).isEqualTo(type == DispatcherType.REQUEST);
    }

    @Test
    void wrappers_are_taken_off() {
        HttpServletRequest own = request(Map.of());
        HttpServletRequest wrapped = new HttpServletRequestWrapper(new HttpServletRequestWrapper(own));
        assertThat(api(wrapped).innermost(wrapped)).isSameAs(own);
    }

    @Test
    void a_wrapper_of_itself_is_no_endless_walk() {
        HttpServletRequestWrapper[] self = new HttpServletRequestWrapper[1];
        self[0] = new HttpServletRequestWrapper(request(Map.of())) {
            @Override
            public HttpServletRequest getRequest() {
                return self[0];
            }
        };
        assertThat(api(self[0]).innermost(self[0])).isSameAs(self[0]);
    }

    @Test
    void what_refuses_to_answer_tells_nothing() {
        HttpServletRequest request = request(Map.of());
        ServletApi api = api(request);
        assertThat(api.method(request)).isEqualTo("_OTHER");
        assertThat(api.header(request, "traceparent")).isNull();
        assertThat(api.isAsyncStarted(request)).isFalse();
        assertThat(Mapping.of(api, request).route()).isNull();
    }
}
