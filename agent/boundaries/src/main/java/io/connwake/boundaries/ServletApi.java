package io.connwake.boundaries;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One copy of the servlet API, from 3.0 on, of {@code javax} or {@code jakarta}: the getters of its public interfaces that
 * are called, and no others. What a container does not answer is null. Kept in the classes of its requests, so that
 * nothing here holds a loader.
 */
final class ServletApi {
    private static final String[] ROOMS = {"jakarta.servlet.", "javax.servlet."};
    private static final String SPRING_PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
    private static final Object[] NOTHING = {};
    private static final int MOST_WRAPPERS = 100;

    private static final ClassValue<Found> BY_REQUEST = new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> type) {
            Class<?> http = httpRequest(type);
            return http == null ? new Found(null) : BY_INTERFACE.get(http);
        }
    };
    private static final ClassValue<Found> BY_INTERFACE = new ClassValue<>() {
        @Override
        protected Found computeValue(Class<?> http) {
            try {
                return new Found(new ServletApi(http));
            } catch (ReflectiveOperationException | LinkageError other) {
                return new Found(null);
            }
        }
    };

    private final String room;
    private final Class<?> listener;
    private final Class<?> wrapper;
    private final Method getMethod;
    private final Method getHeader;
    private final Method getAttribute;
    private final Method getDispatcherType;
    private final Method isAsyncStarted;
    private final Method getAsyncContext;
    private final Method getServletContext;
    private final Method getServletPath;
    private final Method getPathInfo;
    private final Method getRequest;
    private final Method getStatus;
    private final Method isCommitted;
    private final Method addListener;
    private final Method ofEvent;
    private final Method getContextPath;
    private final Method getServletRegistration;
    private final Method getServletRegistrations;
    private final Method getClassName;
    private final Method getMappings;
    /** From Servlet 4 on. */
    private final @Nullable Method getMapping;

    private final @Nullable Method getPattern;
    private final @Nullable Method getServletName;

    private ServletApi(Class<?> request) throws ReflectiveOperationException {
        ClassLoader loader = request.getClassLoader();
        room = request.getName().substring(0, request.getName().length() - "http.HttpServletRequest".length());
        Class<?> response = Class.forName(room + "http.HttpServletResponse", false, loader);
        Class<?> async = Class.forName(room + "AsyncContext", false, loader);
        Class<?> context = Class.forName(room + "ServletContext", false, loader);
        Class<?> registration = Class.forName(room + "ServletRegistration", false, loader);
        listener = Class.forName(room + "AsyncListener", false, loader);
        wrapper = Class.forName(room + "ServletRequestWrapper", false, loader);
        getMethod = request.getMethod("getMethod");
        getHeader = request.getMethod("getHeader", String.class);
        getAttribute = request.getMethod("getAttribute", String.class);
        getDispatcherType = request.getMethod("getDispatcherType");
        isAsyncStarted = request.getMethod("isAsyncStarted");
        getAsyncContext = request.getMethod("getAsyncContext");
        getServletContext = request.getMethod("getServletContext");
        getServletPath = request.getMethod("getServletPath");
        getPathInfo = request.getMethod("getPathInfo");
        getRequest = wrapper.getMethod("getRequest");
        getStatus = response.getMethod("getStatus");
        isCommitted = response.getMethod("isCommitted");
        addListener = async.getMethod("addListener", listener);
        ofEvent = Class.forName(room + "AsyncEvent", false, loader).getMethod("getAsyncContext");
        getContextPath = context.getMethod("getContextPath");
        getServletRegistration = context.getMethod("getServletRegistration", String.class);
        getServletRegistrations = context.getMethod("getServletRegistrations");
        getClassName = registration.getMethod("getClassName");
        getMappings = registration.getMethod("getMappings");
        getMapping = optional(request, "getHttpServletMapping");
        getPattern = getMapping == null ? null : optional(getMapping.getReturnType(), "getPattern");
        getServletName = getMapping == null ? null : optional(getMapping.getReturnType(), "getServletName");
    }

    private record Found(@Nullable ServletApi api) {}

    /** That of a request's class; null if it is no HTTP request, or of an older API. */
    static @Nullable ServletApi of(Class<?> request) {
        return BY_REQUEST.get(request).api;
    }

    /** The method as the conventions know it; one that they don't may be anything. */
    String method(Object request) {
        String told = text(getMethod, request);
        String method = told == null ? "" : told;
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT" -> method;
            default -> "_OTHER";
        };
    }

    @Nullable
    String header(Object request, String name) {
        return call(getHeader, request, name) instanceof String text ? text : null;
    }

    /** The pattern of the handler that Spring has chosen for the request, or null. */
    @Nullable
    String springPattern(Object request) {
        return call(getAttribute, request, SPRING_PATTERN) instanceof String text ? text : null;
    }

    /** Whether it comes from the client: it is no forward, no page of an error, and not asynchronous. */
    boolean isFirstDispatch(Object request) {
        return call(getDispatcherType, request) instanceof Enum<?> type
                && type.name().equals("REQUEST");
    }

    boolean isAsyncStarted(Object request) {
        return Boolean.TRUE.equals(call(isAsyncStarted, request));
    }

    /** Has an asynchronous request tell of its end; false if it refuses. */
    boolean listen(Object request, InvocationHandler end) {
        Object context = call(getAsyncContext, request);
        if (context == null) {
            return false;
        }
        Object made = Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] {listener}, end);
        return listens(context, made);
    }

    /** The same for one that starts anew. */
    void listenAgain(@Nullable Object event, Object again) {
        Object context = event == null ? null : call(ofEvent, event);
        if (context != null) {
            listens(context, again);
        }
    }

    private boolean listens(Object context, Object made) {
        try {
            addListener.invoke(context, made);
            return true;
        } catch (IllegalAccessException | InvocationTargetException refused) {
            return false;
        }
    }

    /** The container's own request, which filters and dispatchers wrap. */
    Object innermost(Object request) {
        Object inner = request;
        for (int i = 0; i < MOST_WRAPPERS && wrapper.isInstance(inner); i++) {
            Object within = call(getRequest, inner);
            if (within == null) {
                return inner;
            }
            inner = within;
        }
        return inner;
    }

    /** 0 if there is none. */
    int status(@Nullable Object response) {
        return response != null && call(getStatus, response) instanceof Integer status ? status : 0;
    }

    boolean isCommitted(@Nullable Object response) {
        return response != null && Boolean.TRUE.equals(call(isCommitted, response));
    }

    @Nullable
    Object context(Object request) {
        return call(getServletContext, request);
    }

    @Nullable
    String contextPath(Object context) {
        return text(getContextPath, context);
    }

    @Nullable
    Object registration(Object context, String servlet) {
        return call(getServletRegistration, context, servlet);
    }

    Map<?, ?> registrations(Object context) {
        return call(getServletRegistrations, context) instanceof Map<?, ?> all ? all : Map.of();
    }

    @Nullable
    String className(Object registration) {
        return text(getClassName, registration);
    }

    @Nullable
    Collection<?> patterns(Object registration) {
        return call(getMappings, registration) instanceof Collection<?> all ? all : null;
    }

    boolean knowsMappings() {
        return getMapping != null;
    }

    @Nullable
    Object mapping(Object request) {
        return getMapping == null ? null : call(getMapping, request);
    }

    @Nullable
    String pattern(Object mapping) {
        return getPattern == null ? null : text(getPattern, mapping);
    }

    @Nullable
    String servletName(Object mapping) {
        return getServletName == null ? null : text(getServletName, mapping);
    }

    @Nullable
    String servletPath(Object request) {
        return text(getServletPath, request);
    }

    @Nullable
    String pathInfo(Object request) {
        return text(getPathInfo, request);
    }

    /** What stands for a servlet that is not known. */
    String anyServlet() {
        return room + "Servlet.service";
    }

    private static @Nullable String text(Method method, Object on) {
        return call(method, on) instanceof String text ? text : null;
    }

    private static @Nullable Object call(Method method, Object on) {
        return call(method, on, NOTHING);
    }

    private static @Nullable Object call(Method method, Object on, Object... arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (IllegalAccessException | InvocationTargetException | IllegalArgumentException noAnswer) {
            return null;
        }
    }

    private static @Nullable Method optional(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException older) {
            return null;
        }
    }

    private static @Nullable Class<?> httpRequest(@Nullable Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> each : at.getInterfaces()) {
                for (String room : ROOMS) {
                    if (each.getName().equals(room + "http.HttpServletRequest")) {
                        return each;
                    }
                }
                Class<?> above = httpRequest(each);
                if (above != null) {
                    return above;
                }
            }
        }
        return null;
    }
}
