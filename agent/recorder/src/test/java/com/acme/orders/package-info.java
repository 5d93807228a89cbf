/** An application, seen from outside as {@link com.acme.Shop}. */
package com.acme.orders;
