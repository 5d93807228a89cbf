package io.connwake.recorder.event;

/**
 * Where an open lease was most likely acquired for which no site was captured: there alone such statements were seen to be
 * executed first. Told of it again as long as it is looked at.
 */
public record LikelySite(long atNanos, long leaseId, Site site) implements Event {}
