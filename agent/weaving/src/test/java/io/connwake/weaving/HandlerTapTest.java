package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handlers of Lambda's events are known by the signature of their method. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HandlerTapTest {
    private static final String CONTEXT = "Lcom/amazonaws/services/lambda/runtime/Context;";

    @ParameterizedTest
    @CsvSource({
        "handleRequest, (Ljava/lang/Object;%s)Ljava/lang/Object;, true",
        "handleRequest, (Ljava/util/Map;%s)Ljava/lang/String;, true",
        "handleRequest, (Ljava/lang/String;%s)V, true",
        "handleRequest, (Ljava/io/InputStream;Ljava/io/OutputStream;%s)V, true",
        "handleRequest, (Ljava/util/Map;)Ljava/lang/String;, false",
        "handleRequest, (%s)Ljava/lang/String;, false",
        "handleRequest, (Ljava/util/Map;%sI)Ljava/lang/String;, false",
        "handleRequest, (J%s)V, false",
        "handleRequest, ()V, false",
        "handle, (Ljava/util/Map;%s)Ljava/lang/String;, false"
    })
    void a_method_is_one_by_name_and_signature(String name, String descriptor, boolean handles) {
        assertThat(BoundaryTap.bySignature(name, descriptor.replace("%s", CONTEXT)))
                .isEqualTo(handles ? BoundaryTap.HANDLE : null);
    }

    @Test
    void a_handler_is_left_alone_once_aws_s_own_runtime_is_woven() {
        Weaver weaver = new Weaver();
        Origin origin = new Origin(null, null);
        byte[] handler = ClassFiles.withMethod("handleRequest", "(Ljava/util/Map;" + CONTEXT + ")V");
        byte[] client = ClassFiles.make(
                Opcodes.V17,
                "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/LambdaRuntimeApiClientImpl",
                "java/lang/Object",
                "java/lang/Cloneable",
                type -> ClassFiles.method(type, "nextInvocation", "()Ljava/lang/Object;", ClassFiles::fails));

        assertThat(weaver.wants(origin, handler)).isTrue();
        assertThat(weaver.weave(origin, client, true)).isNotNull();
        assertThat(weaver.wants(origin, handler)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"handleRequest, true", "handle, false"})
    void a_class_deserves_a_look_for_the_word_and_the_package_together(String method, boolean isCandidate) {
        byte[] candidate = ClassFiles.withMethod(method, "(Ljava/util/Map;" + CONTEXT + ")V");

        assertThat(CandidateFilter.accepts(candidate)).isEqualTo(isCandidate);
        assertThat(CandidateFilter.accepts(ClassFiles.withMethod(method, "(Ljava/util/Map;)V")))
                .isFalse();
    }
}
