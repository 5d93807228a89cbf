/** What an application does with drivers alone; it knows nothing of the agent. */
@org.jspecify.annotations.NullMarked
package com.example.driver;
