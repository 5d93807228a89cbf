/** What a web application's own class loader loads. */
@NullMarked
package com.example.orders.web;

import org.jspecify.annotations.NullMarked;
