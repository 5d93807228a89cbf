/** What an application does with pools; it knows nothing of the agent. */
@org.jspecify.annotations.NullMarked
package com.example.pool;
