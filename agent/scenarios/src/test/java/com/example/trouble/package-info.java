/** Applications that do one thing wrong each, or do it right. */
@NullMarked
package com.example.trouble;

import org.jspecify.annotations.NullMarked;
