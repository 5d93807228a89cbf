/** An application's own filters and servlets. */
@NullMarked
package com.acme.web;

import org.jspecify.annotations.NullMarked;
