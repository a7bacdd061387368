/**
 * How much care data needs. Tag `data-classification` of every resource that holds data.
 * - `public`: may be read by anybody
 * - `internal`: for the organisation's own people; figures without personal data
 * - `confidential`: for those with a reason; audit logs, evidence, credentials
 * - `personal`: about people (GDPR 4(1)); stays in its jurisdiction
 * - `regulated`: a record that a financial regulator may ask for, or card data; stays in its jurisdiction
 */
export type DataClassification = "public" | "internal" | "confidential" | "personal" | "regulated";

const BOUND_TO_JURISDICTION: ReadonlySet<DataClassification> = new Set(["personal", "regulated"]);

/** Whether data of this classification may be copied only within the jurisdiction in which it arose. */
export function staysInJurisdiction(classification: DataClassification): boolean {
  return BOUND_TO_JURISDICTION.has(classification);
}
