/** An application that every neighbourhood runs, and the ways into it. It knows nothing of Connwake. */
@NullMarked
package com.example.orders;

import org.jspecify.annotations.NullMarked;
