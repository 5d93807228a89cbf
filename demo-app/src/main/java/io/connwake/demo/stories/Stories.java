package io.connwake.demo.stories;

import java.util.List;

/** All stories, in the order in which they are told. */
public final class Stories {
    public static final List<Story> ALL = List.of(
            ForgottenClose.onHikariCp(),
            ForgottenClose.onDbcp2(),
            LambdaStory.poolInHandler(),
            LambdaStory.fullServer());

    private Stories() {}

    /** Those whose name begins so. */
    public static List<Story> named(String beginning) {
        return ALL.stream().filter(story -> story.name().startsWith(beginning)).toList();
    }
}
