/** A parameter of PostgreSQL, as a parameter group takes it. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** When it takes hold. */
  readonly applyMethod: "immediate" | "pending-reboot";
}

/**
 * What the database is told beyond Aurora's defaults. All of them can be changed while it runs (Aurora user guide, "Aurora PostgreSQL
 * cluster parameters").
 */
export function clusterParameters(): Parameter[] {
  return [
    { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
    { name: "ssl_min_protocol_version", value: "TLSv1.2", applyMethod: "immediate" },
    // Who came and went, and what was defined: PCI DSS 10.2.1. Statements on data are not logged, as they carry values.
    { name: "log_connections", value: "1", applyMethod: "immediate" },
    { name: "log_disconnections", value: "1", applyMethod: "immediate" },
    { name: "log_statement", value: "ddl", applyMethod: "immediate" },
  ];
}
