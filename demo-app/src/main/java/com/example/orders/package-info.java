/** An order service as anybody might have written it; nothing of Connwake or of the stories may enter. */
@NullMarked
package com.example.orders;

import org.jspecify.annotations.NullMarked;
