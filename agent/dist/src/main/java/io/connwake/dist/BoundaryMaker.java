package io.connwake.dist;

import io.connwake.boot.Points;
import io.connwake.boundaries.ServletBoundary;
import io.connwake.lambda.EnvironmentListener;
import io.connwake.lambda.FunctionFacts;
import io.connwake.lambda.HandlerBoundary;
import io.connwake.lambda.LambdaBoundary;
import io.connwake.recorder.Boundary;
import io.connwake.recorder.Units;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the boundaries when the first of their points is reached. */
final class BoundaryMaker implements Boundary.Maker {
    private final boolean isOnLambda;
    private final @Nullable OnLambda environment;
    private volatile @Nullable LambdaBoundary lambda;
    private volatile @Nullable HandlerBoundary handlers;

    /** @param environment null if the process does not run on Lambda, or nothing is sent off there */
    BoundaryMaker(boolean isOnLambda, @Nullable OnLambda environment) {
        this.isOnLambda = isOnLambda;
        this.environment = environment;
    }

    @Override
    public @Nullable Boundary make(int point, Units units) {
        return switch (point) {
            case Points.LAMBDA_NEXT,
                    Points.LAMBDA_RESPONSE,
                    Points.LAMBDA_ERROR,
                    Points.LAMBDA_INIT_ERROR,
                    Points.LAMBDA_RESTORE -> lambda(units);
            case Points.LAMBDA_HANDLER -> isOnLambda ? handlers(units) : null;
            case Points.SERVE -> new ServletBoundary(units);
            default -> null;
        };
    }

    /** The process is told to end. */
    void terminates() {
        LambdaBoundary made = lambda;
        if (made != null) {
            made.terminates();
        }
        HandlerBoundary calling = handlers;
        if (calling != null) {
            calling.terminates();
        }
    }

    private Boundary handlers(Units units) {
        HandlerBoundary made = new HandlerBoundary(units, FunctionFacts.of(System.getenv()));
        handlers = made;
        return made;
    }

    private Boundary lambda(Units units) {
        LambdaBoundary made = lambda;
        if (made == null) {
            made = new LambdaBoundary(units, FunctionFacts.of(System.getenv()), listeners());
            lambda = made;
        }
        return made;
    }

    /** Who hears of the environment's life, in the order in which it is told. */
    private List<EnvironmentListener> listeners() {
        return environment == null ? List.of() : List.of(environment.listener());
    }
}
