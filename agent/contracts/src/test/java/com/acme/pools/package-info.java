/** Pools that no table of anybody's knows, in the shapes in which people write their own. */
package com.acme.pools;
