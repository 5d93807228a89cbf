/** Another Java agent. */
@NullMarked
package com.example.retoucher;

import org.jspecify.annotations.NullMarked;
