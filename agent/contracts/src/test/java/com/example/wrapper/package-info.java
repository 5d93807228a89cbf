/** What applications put around a pool; programs of their own, which know nothing of the agent. */
package com.example.wrapper;
