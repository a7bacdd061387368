import type { TextLike } from "../metrics/settings";

/** What runtime security needs to know of a stack's settings; the settings themselves fit. */
export interface RuntimeSecuritySettings {
  readonly organization: string;
  readonly environment: string;
  readonly region: string;
}

/** The cluster's audit log, where EKS writes it. */
export interface AuditLog<Text extends TextLike = string> {
  /** Name of the EKS cluster; the log group's name follows from it. */
  readonly clusterName: Text;
  /** Region of the cluster. */
  readonly region: string;
}

/** The log group that keeps events as records. */
export interface EventLog<Text extends TextLike = string> {
  /** Its name. */
  readonly logGroup: Text;
  readonly region: string;
}

/** Where the roots of the regions' authorities are mounted in the pods of runtime security. */
export const ROOTS_FOLDER = "/etc/pharos/roots";
