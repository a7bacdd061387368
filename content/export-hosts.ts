import type { Jurisdiction } from "./regions";

/**
 * Hosts outside of AWS to which telemetry may be sent, and the jurisdiction in which they keep it: the contract with each is one for the
 * processing of data (GDPR 28). A host that is not here is refused.
 */
export const exportHosts: Readonly<Record<string, Jurisdiction>> = {
  "events.eu.pagerduty.com": "EU",
  "events.pagerduty.com": "US",
};
