package io.connwake.lambda;

import java.util.Map;

/**
 * What the function's environment variables say of it (AWS Lambda developer guide, "Defined runtime environment
 * variables").
 *
 * @param name of the function
 * @param startsForCalls its environments are started for the call that then is their first, not beforehand
 * @param freezes it is frozen between invocations: not where it serves several at once, on managed instances
 */
public record FunctionFacts(String name, boolean startsForCalls, boolean freezes) {
    private static final String ON_DEMAND = "on-demand";
    private static final String MANAGED = "lambda-managed-instances";

    public static FunctionFacts of(Map<String, String> variables) {
        String name = variables.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "");
        String handler = variables.getOrDefault("_HANDLER", "function");
        String start = variables.getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", ON_DEMAND);
        boolean isManaged = MANAGED.equals(start) || variables.containsKey("AWS_LAMBDA_MAX_CONCURRENCY");
        return new FunctionFacts(name.isEmpty() ? handler : name, ON_DEMAND.equals(start) && !isManaged, !isManaged);
    }
}
