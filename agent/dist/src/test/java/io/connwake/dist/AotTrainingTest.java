package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AotTrainingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:AOTMode=record -XX:AOTConfiguration=app.aotconf",
                "-Xmx1g -XX:AOTCacheOutput=app.aot",
                "-XX:AOTMode=create -XX:AOTConfiguration=app.aotconf -XX:AOTCache=app.aot",
                "-XX:AOTConfiguration=app.aotconf",
                "-XX:+AllowArchivingWithJavaAgent -XX:ArchiveClassesAtExit=app.jsa",
                "-XX:+AllowArchivingWithJavaAgent -XX:+RecordDynamicDumpInfo"
            })
    void is_seen_by_its_flags(String options) {
        assertThat(AotTraining.trains(options)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-Xmx1g",
                "-XX:AOTCache=app.aot",
                "-XX:AOTMode=on -XX:AOTCache=app.aot",
                "-XX:AOTMode=auto",
                "-XX:+AllowArchivingWithJavaAgent -XX:SharedArchiveFile=app.jsa"
            })
    void is_not_the_use_of_a_cache(String options) {
        assertThat(AotTraining.trains(options)).isFalse();
    }

    @Test
    void is_not_there_without_options() {
        assertThat(AotTraining.trains(null)).isFalse();
        assertThat(AotTraining.isUnderWay()).isFalse();
    }
}
