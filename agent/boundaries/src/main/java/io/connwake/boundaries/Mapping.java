package io.connwake.boundaries;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the container sends a request: the pattern of the servlet that serves it, never the path itself, which may hold
 * what is secret and is different for each request.
 *
 * @param application the path of the web application, empty for the root
 * @param pattern as the application declared it; null if it is not known
 * @param function class and method that serve it
 */
record Mapping(String application, @Nullable String pattern, String function) {

    static Mapping of(ServletApi api, Object request) {
        Object context = api.context(request);
        String path = context == null ? null : api.contextPath(context);
        String application = path == null || path.equals("/") ? "" : path;
        Object mapping = api.mapping(request);
        if (mapping != null || api.knowsMappings()) {
            String servlet = mapping == null ? null : api.servletName(mapping);
            if (mapping == null || servlet == null || servlet.isEmpty()) {
                return new Mapping(application, null, api.anyServlet());
            }
            Object registration = context == null ? null : api.registration(context, servlet);
            return new Mapping(application, api.pattern(mapping), function(api, registration));
        }
        return context == null
                ? new Mapping(application, null, api.anyServlet())
                : declared(api, request, context, application);
    }

    /** Before Servlet 4 a request does not tell its pattern: the declared ones are tried in the specification's order. */
    private static Mapping declared(ServletApi api, Object request, Object context, String application) {
        String path = api.servletPath(request);
        String further = api.pathInfo(request);
        if (path != null) {
            Map<?, ?> registrations = api.registrations(context);
            for (String each : candidates(path, further)) {
                for (Object registration : registrations.values()) {
                    Collection<?> patterns = registration == null ? null : api.patterns(registration);
                    if (patterns != null && patterns.contains(each)) {
                        return new Mapping(application, each, function(api, registration));
                    }
                }
            }
        }
        return new Mapping(application, null, api.anyServlet());
    }

    private static String[] candidates(String path, @Nullable String further) {
        int dot = path.lastIndexOf('.');
        String suffix = dot > path.lastIndexOf('/') ? "*" + path.substring(dot) : "/";
        if (further != null) {
            return path.isEmpty() ? new String[] {"/*", ""} : new String[] {path + "/*"};
        }
        return new String[] {path, path + "/*", suffix, "/"};
    }

    private static String function(ServletApi api, @Nullable Object registration) {
        String type = registration == null ? null : api.className(registration);
        return type == null ? api.anyServlet() : type + ".service";
    }

    /** The pattern with the application's path; null if it is not known. */
    @Nullable
    String route() {
        return pattern == null ? null : rooted(application, pattern);
    }

    /** To what a framework behind that servlet routes, by a pattern of its own, with or without the servlet's. */
    String routeTo(String further) {
        String prefix = pattern != null && pattern.length() > 2 && pattern.endsWith("/*")
                ? pattern.substring(0, pattern.length() - 2)
                : "";
        return rooted(further.startsWith(prefix + "/") ? application : application + prefix, further);
    }

    private static String rooted(String before, String path) {
        return path.startsWith("/") ? before + path : before + "/" + path;
    }
}
