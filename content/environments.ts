/** Names by which companies call the environment that counts. */
export const PRODUCTION_NAMES: readonly string[] = ["production", "prod", "live"];

/**
 * How strictly a stack keeps what it holds: `regulated` locks records for as long as the law asks; a `trial` creates nothing that cannot
 * be deleted, so that nothing in it may be a record, and is refused for production.
 */
export const assurances = ["trial", "regulated"] as const;

/** Tag that says which of them a resource was made under. */
export const ASSURANCE_TAG = "pharos:assurance";

/** Tag that names the stack, and so the region, which made a resource. */
export const STACK_TAG = "pharos:stack";
