package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwake.boot.Carrier;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters, chains and servlets are known by the signature of their method. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServletTapTest {
    private final WeavingLoader loader = new WeavingLoader(WeavingLoader.Weave.ours(), "com.acme.web.");
    private final ServletRequest request = fake(ServletRequest.class);
    private final ServletResponse response = fake(ServletResponse.class);
    private final String served = "reaching " + request.getClass().getSimpleName() + " "
            + response.getClass().getSimpleName();

    /** The method is the class's own, or an interface's. */
    @ParameterizedTest
    @ValueSource(strings = {"Door", "Gate"})
    void a_filter_is_heard_with_request_and_response_and_when_it_returns(String name) throws Exception {
        Filter filter = (Filter) loader.create("com.acme.web." + name);
        Notes notes = Notes.begin();

        filter.doFilter(request, response, fake(FilterChain.class));

        assertThat(notes.calls()).containsExactly(served, "reached null");
    }

    @Test
    void one_that_throws_is_heard_and_still_throws() throws Exception {
        Filter door = (Filter) loader.create("com.acme.web.Door");
        Notes notes = Notes.begin();

        assertThatThrownBy(() -> door.doFilter(request, response, null)).isInstanceOf(ServletException.class);

        assertThat(notes.calls()).containsExactly(served, "failed ServletException");
    }

    @Test
    void other_methods_of_it_are_left_alone_and_so_is_its_shape() throws Exception {
        Object door = loader.create("com.acme.web.Door");
        Notes notes = Notes.begin();

        ((AutoCloseable) door).close();
        door.getClass().getMethod("doFilter", String.class).invoke(door, "front");

        assertThat(notes.calls()).isEmpty();
        assertThat(door).isNotInstanceOf(Carrier.class);
    }

    @Test
    void a_servlet_that_is_a_data_source_is_heard_as_both() throws Exception {
        Object cellar = loader.create("com.acme.web.Cellar");
        Notes notes = Notes.begin();

        ((Servlet) cellar).service(request, response);
        ((DataSource) cellar).getConnection();

        assertThat(notes.calls()).containsExactly(served, "reached null", "acquiring Cellar", "acquired null");
        assertThat(cellar).isInstanceOf(Carrier.class);
    }

    @ParameterizedTest
    @CsvSource({
        "service, (Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V, true",
        "doFilter, (Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V, true",
        "doFilter, (Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;Ljavax/servlet/FilterChain;)V, true",
        "doFilter, (Ljavax/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)V, false",
        "service, (Ljavax/servlet/http/HttpServletRequest;Ljavax/servlet/http/HttpServletResponse;)V, false",
        "service, (Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;Ljavax/servlet/FilterChain;)V, false",
        "service, (Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)Z, false",
        "filter, (Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)V, false"
    })
    void a_method_is_one_by_name_and_signature(String name, String descriptor, boolean serves) {
        assertThat(BoundaryTap.bySignature(name, descriptor)).isEqualTo(serves ? BoundaryTap.SERVE : null);
    }

    private static <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                ServletTapTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> null));
    }
}
