/** Applications that know nothing of an agent; they run on their pool, their driver and nothing else. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
