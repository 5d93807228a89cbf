package io.connwake.it;

import io.connwake.testing.Jdk;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link EachJdk} promises. */
final class RunsOnEachJdk implements ClassTemplateInvocationContextProvider {
    private static final int NEWER = 25;

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        Jdk current = Jdk.current();
        List<Jdk> newer = Jdk.atLeast(NEWER).stream()
                .filter(jdk -> jdk.feature() != current.feature())
                .toList();
        boolean missing = newer.isEmpty() && current.feature() < NEWER;
        return Stream.concat(
                Stream.concat(Stream.of(current), newer.stream()).map(RunsOnEachJdk::on),
                missing ? Stream.of(absent()) : Stream.empty());
    }

    private static ClassTemplateInvocationContext on(Jdk jdk) {
        return invocation("on JDK " + jdk.feature(), new Given(jdk));
    }

    private static ClassTemplateInvocationContext absent() {
        ConditionEvaluationResult skipped =
                ConditionEvaluationResult.disabled("no JDK " + NEWER + " or later is installed");
        ExecutionCondition never = context -> skipped;
        return invocation("on JDK " + NEWER + " or later", never);
    }

    private static ClassTemplateInvocationContext invocation(String name, Extension extension) {
        return new ClassTemplateInvocationContext() {
            @Override
            public String getDisplayName(int number) {
                return name;
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of(extension);
            }
        };
    }

    /** Hands the JDK to whoever asks for one. */
    private record Given(Jdk jdk) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Jdk.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return jdk;
        }
    }
}
