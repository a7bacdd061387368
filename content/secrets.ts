import { dashboardsNamespace } from "./versions";

/**
 * The credentials that Pharos needs and nobody writes into a file: what each is for, who reads it, who changes it and how often. The program
 * makes the places; a person puts the values, which are in neither program nor state (docs/secrets.md says how).
 */

/** Workloads that read secrets, by their names among the workload identities. */
export const secretReaders = {
  /** Copies secrets of Secrets Manager into the cluster. */
  externalSecrets: "external-secrets",
} as const;

/** A role that reads secrets. */
export type SecretReader = keyof typeof secretReaders;

/** One credential. */
export interface SecretEntry {
  /** Last part of its name: lower case words joined by hyphens. */
  readonly name: string;
  /** What it opens, in one line. */
  readonly purpose: string;
  /** The value's form: keys of a JSON object. */
  readonly keys: readonly string[];
  readonly readers: readonly SecretReader[];
  /** Who makes a new one: here a person, in the system that the secret opens. */
  readonly rotatedBy: string;
  /** Days after which it is to be changed. */
  readonly rotationDays: number;
  /**
   * Namespace into which it is copied, as a Secret of its own name and keys, since something reads it there.
   * @default - none: nothing in the cluster reads it yet
   */
  readonly copiedTo?: string;
}

/** PCI DSS 8.6.3 leaves the period to a risk analysis; a quarter is what auditors take without one. */
const QUARTER = 90;

const ofCluster = { readers: ["externalSecrets"], rotationDays: QUARTER } as const;

/** Grafana's emergency login, and the Secret with it in the cluster. */
export const GRAFANA_ADMIN = "grafana-admin";

/** Every credential of a region. The master password of the database is not among them: Aurora keeps and changes it by itself. */
export const secretEntries: readonly SecretEntry[] = [
  {
    ...ofCluster,
    name: "pagerduty",
    purpose: "Alertmanager's way to PagerDuty",
    keys: ["routing-key"],
    rotatedBy: "a PagerDuty administrator: a new integration key of the service",
  },
  {
    ...ofCluster,
    name: "slack",
    purpose: "Alertmanager's way to Slack",
    keys: ["webhook-url"],
    rotatedBy: "a Slack administrator: a new webhook of the app",
  },
  {
    ...ofCluster,
    name: "smtp",
    purpose: "mail of Alertmanager and Grafana",
    keys: ["host", "username", "password"],
    rotatedBy: "whoever runs the mail server",
  },
  {
    ...ofCluster,
    name: GRAFANA_ADMIN,
    purpose: "the emergency login of Grafana, for when single sign-on is down",
    keys: ["username", "password"],
    rotatedBy: "an administrator of Grafana: a new random password",
    copiedTo: dashboardsNamespace,
  },
  {
    ...ofCluster,
    name: "grafana-oidc",
    purpose: "Grafana's client at the identity provider",
    keys: ["client-id", "client-secret"],
    rotatedBy: "an administrator of the identity provider",
  },
  {
    ...ofCluster,
    name: "grafana-database",
    purpose: "Grafana's user in its database",
    keys: ["GF_DATABASE_PASSWORD"],
    rotatedBy: "an administrator of the database: a new random password, which the bootstrap sets there",
  },
  {
    ...ofCluster,
    name: "elasticsearch-writer",
    purpose: "the user with which collectors write logs into Elasticsearch",
    keys: ["username", "password"],
    rotatedBy: "an administrator of Elasticsearch: a new random password",
  },
  {
    ...ofCluster,
    name: "elasticsearch-reader",
    purpose: "the user with which Grafana and Jaeger read Elasticsearch",
    keys: ["username", "password"],
    rotatedBy: "an administrator of Elasticsearch: a new random password",
  },
  {
    ...ofCluster,
    name: "kibana-oidc",
    purpose: "Kibana's client at the identity provider",
    keys: ["client-id", "client-secret"],
    rotatedBy: "an administrator of the identity provider",
  },
];

/** A credential that is copied into the cluster. */
export type CopiedSecret = SecretEntry & { readonly copiedTo: string };

/** The credentials that something in the cluster reads. */
export const copiedSecrets: readonly CopiedSecret[] = secretEntries.filter(
  (entry): entry is CopiedSecret => entry.copiedTo !== undefined,
);

/** The message with which people are reminded of a rotation that is due. */
export function rotationReminder(environment: string, region: string, days: number): string {
  const due = secretEntries.filter(({ rotationDays }) => rotationDays === days);
  const lines = due.map(({ name, rotatedBy }) => `- ${name}: ${rotatedBy}`);
  return [
    `${days} days have passed: these credentials of ${environment}, ${region} are to be changed now.`,
    ...lines,
    "How to put a value: docs/secrets.md",
  ].join("\n");
}

/** The different periods, shortest first. */
export function rotationPeriods(): number[] {
  return [...new Set(secretEntries.map(({ rotationDays }) => rotationDays))].sort((a, b) => a - b);
}
