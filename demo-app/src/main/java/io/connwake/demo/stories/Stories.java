package io.connwake.demo.stories;

import java.util.Collection;
import java.util.List;

/** All stories, in the order in which they are told; what takes a minute goes on beside the others, and is told last. */
public final class Stories {
    public static final List<Story> ALL = List.of(
            LambdaStory.fullServer(),
            LambdaStory.poolInHandler(),
            LambdaStory.connectInHandler(),
            LambdaStory.openAfterHandler(),
            IdleDeath.onTomcat(),
            IdleDeath.onHikariCp(),
            new ResetConnect(),
            new ReplacedPool(),
            TwoTimeouts.onTomcat(),
            TwoTimeouts.onAgroal(),
            new PinnedProxy(),
            ForgottenClose.onHikariCp(),
            ForgottenClose.onDbcp2(),
            new UncommittedWork(),
            new OversizedPool());

    private Stories() {}

    /** In the order in which they are told, whatever order they were asked for. */
    public static List<Story> inOrder(Collection<Story> stories) {
        return ALL.stream().filter(stories::contains).toList();
    }

    /** Those whose name begins so, or that tell of the trouble of this number. */
    public static List<Story> named(String beginning) {
        return ALL.stream()
                .filter(story -> story.name().startsWith(beginning)
                        || Integer.toString(story.number()).equals(beginning))
                .toList();
    }
}
