/**
 * Whether what holds data may go with its stack.
 * - `permanent`: protected; deleting it takes a decision of its own, and locks hold for as long as the law asks
 * - `temporary`: everything can be deleted with the stack, full buckets too; nothing is locked
 */
export type Lifetime = "permanent" | "temporary";

/**
 * Days that a KMS key waits between the order to delete it and its end. AWS allows 7 to 30: the longest where data would be lost with
 * the key, the shortest where a trial has to leave nothing behind.
 */
export const keyDeletionDays: Readonly<Record<Lifetime, number>> = { permanent: 30, temporary: 7 };
