import type { RecordClass } from "../retention";

/** Label of namespaces and pods that says what their log holds, by which logs are routed and kept. A pod's own goes before its namespace's. */
export const RECORD_CLASS_LABEL = "pharos/record-class";

/** What the logs are that say who looked at what: audit records (PCI DSS 10.2.1, 10.3). */
export const ACCESS_RECORD_CLASS: RecordClass = "pci-audit";
