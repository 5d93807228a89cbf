/** An application that other agents, or it itself, trace as well. It knows neither Connwake nor the agents. */
@NullMarked
package com.example.beside;

import org.jspecify.annotations.NullMarked;
