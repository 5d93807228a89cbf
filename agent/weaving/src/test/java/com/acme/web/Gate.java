package com.acme.web;

/** A filter that takes over what its interface does. */
public final class Gate implements OpenDoor {}
