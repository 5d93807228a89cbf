package io.connwake.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** To which pattern a request was sent, and what serves it. */
class RouteTest {
    private static Mapping mapping(Object request) {
        return Mapping.of(Objects.requireNonNull(ServletApi.of(request.getClass())), request);
    }

    /** A request does not tell its mapping: the specification (3.1, §12.1) says which of the declared ones it was. */
    @Nested
    class before_servlet_4 {
        private final Map<String, List<String>> declared = new HashMap<>();

        private Mapping of(String path, @Nullable String further) {
            Map<String, Object> registrations = new HashMap<>();
            declared.forEach((type, patterns) -> registrations.put(
                    type,
                    Stub.of(
                            javax.servlet.ServletRegistration.class,
                            Map.of("getClassName", type, "getMappings", patterns))));
            Object context = Stub.of(
                    javax.servlet.ServletContext.class,
                    Map.of("getContextPath", "/shop", "getServletRegistrations", registrations));
            Map<String, Object> request = new HashMap<>();
            request.put("getServletContext", context);
            request.put("getServletPath", path);
            request.put("getPathInfo", further);
            return mapping(Stub.of(javax.servlet.http.HttpServletRequest.class, request));
        }

        @Test
        void a_path_of_its_own_comes_first() {
            declared.put("Exact", List.of("/orders"));
            declared.put("Below", List.of("/orders/*"));
            declared.put("Rest", List.of("/"));
            assertThat(of("/orders", null)).isEqualTo(new Mapping("/shop", "/orders", "Exact.service"));
            assertThat(of("/orders", null).route()).isEqualTo("/shop/orders");
        }

        @Test
        void then_what_begins_with_the_servlet_s_path() {
            declared.put("Below", List.of("/orders/*"));
            declared.put("Rest", List.of("/"));
            assertThat(of("/orders", "/17")).isEqualTo(new Mapping("/shop", "/orders/*", "Below.service"));
        }

        @Test
        void then_a_suffix_and_at_last_the_default() {
            declared.put("Pages", List.of("*.jsp"));
            declared.put("Rest", List.of("/"));
            assertThat(of("/a.b/page.jsp", null).pattern()).isEqualTo("*.jsp");
            assertThat(of("/a.b/page", null).pattern()).isEqualTo("/");
        }

        @Test
        void all_paths_are_told_from_the_root_alone() {
            declared.put("All", List.of("/*"));
            declared.put("Root", List.of(""));
            assertThat(of("", "/any/thing").pattern()).isEqualTo("/*");
            declared.remove("All");
            assertThat(of("", "/").function()).isEqualTo("Root.service");
        }

        @Test
        void what_is_declared_nowhere_has_no_route() {
            assertThat(of("/orders", null)).isEqualTo(new Mapping("/shop", null, "javax.servlet.Servlet.service"));
            assertThat(of("/orders", null).route()).isNull();
        }
    }

    @Nested
    class from_servlet_4_on {
        private Mapping of(String contextPath, String servlet, String pattern) {
            Object context = Stub.of(
                    jakarta.servlet.ServletContext.class,
                    Map.of(
                            "getContextPath",
                            contextPath,
                            "getServletRegistrations",
                            Map.of(
                                    "orders",
                                    Stub.of(
                                            jakarta.servlet.ServletRegistration.class,
                                            Map.of("getClassName", "com.acme.Orders")))));
            Object told = Stub.of(HttpServletMapping.class, Map.of("getServletName", servlet, "getPattern", pattern));
            return mapping(Stub.of(
                    jakarta.servlet.http.HttpServletRequest.class,
                    Map.of("getServletContext", context, "getHttpServletMapping", told)));
        }

        @Test
        void the_request_tells_it() {
            assertThat(of("/shop", "orders", "/orders/*"))
                    .isEqualTo(new Mapping("/shop", "/orders/*", "com.acme.Orders.service"));
        }

        @Test
        void the_root_application_has_no_path() {
            assertThat(of("/", "orders", "/orders/*").route()).isEqualTo("/orders/*");
            assertThat(of("", "orders", "*.do").route()).isEqualTo("/*.do");
        }

        @Test
        void a_request_that_no_servlet_is_chosen_for_yet_has_no_route() {
            assertThat(of("/shop", "", "")).isEqualTo(new Mapping("/shop", null, "jakarta.servlet.Servlet.service"));
        }
    }

    @Nested
    class behind_a_framework_s_servlet {
        @Test
        void its_own_pattern_takes_the_place_of_the_rest() {
            assertThat(new Mapping("/shop", "/api/*", "Dispatcher.service").routeTo("/orders/{id}"))
                    .isEqualTo("/shop/api/orders/{id}");
            assertThat(new Mapping("/shop", "/", "Dispatcher.service").routeTo("/orders/{id}"))
                    .isEqualTo("/shop/orders/{id}");
        }

        @Test
        void which_it_may_hold_already() {
            assertThat(new Mapping("", "/api/*", "Dispatcher.service").routeTo("/api/orders/{id}"))
                    .isEqualTo("/api/orders/{id}");
        }

        @Test
        void and_the_first_one_counts_however_often_it_is_dispatched() {
            Serving serving = new Serving("GET", new Mapping("", "/", "Dispatcher.service"));
            assertThat(serving.route()).isEqualTo("/");
            serving.routed(null);
            serving.routed("/orders/{id}");
            serving.routed("/error");
            assertThat(serving.route()).isEqualTo("/orders/{id}");
        }
    }
}
