/** An application that does nothing wrong, for long. */
@NullMarked
package com.example.soak;

import org.jspecify.annotations.NullMarked;
