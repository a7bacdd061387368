/** The widest range that AWS takes for a VPC: 65 536 addresses. */
export const WIDEST_VPC_PREFIX = 16;

/**
 * The narrowest range of a stack. Half of it is for nodes and pods, cut into eight slots for zones: of a /20 each zone gets 256
 * addresses, three nodes full of pods.
 */
export const NARROWEST_VPC_PREFIX = 20;

/** Fewer zones do not survive the loss of one: stores that vote (three members) would lose their majority. */
export const FEWEST_ZONES = 3;

/** More zones than any region has. */
export const MOST_ZONES = 6;
