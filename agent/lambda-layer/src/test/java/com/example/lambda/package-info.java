/** Functions as their owners write them, one per kind of handler and per habit. The database is named by {@code DB_URL}. */
@NullMarked
package com.example.lambda;

import org.jspecify.annotations.NullMarked;
