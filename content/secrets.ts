import { accessNamespace } from "./access/charts";
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

/** The gateway's client at the issuer, and the Secret with its secret. */
export const GATEWAY_CLIENT = "gateway-client";
/** What the gateway encrypts people's sessions with. */
export const GATEWAY_COOKIES = "gateway-cookies";

/** PCI DSS 8.6.3 leaves the period to a risk analysis; a quarter is what auditors take without one. */
const QUARTER = 90;

const ofCluster = { readers: ["externalSecrets"], rotationDays: QUARTER } as const;

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
    name: GATEWAY_CLIENT,
    purpose: "the gateway's client at the issuer that knows people",
    keys: ["client-secret"],
    rotatedBy: "an administrator of the issuer: a new secret of the client",
    copiedTo: accessNamespace,
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
];

/** A credential that is copied into the cluster. */
export type CopiedSecret = SecretEntry & { readonly copiedTo: string };

/** The credentials that something in the cluster reads. */
export const copiedSecrets: readonly CopiedSecret[] = secretEntries.filter(
  (entry): entry is CopiedSecret => entry.copiedTo !== undefined,
);

/** A credential that the cluster makes for itself, once and at random. It is in a Secret there, and nowhere else. */
export interface GeneratedSecret {
  /** Name of the Secret. */
  readonly name: string;
  readonly namespace: string;
  /** What it opens, in one line. */
  readonly purpose: string;
  /** Key of the random value. */
  readonly key: string;
  /** Characters of it, letters and digits. */
  readonly length: number;
  /** Keys beside it whose values are no secret. @default none */
  readonly beside?: Readonly<Record<string, string>>;
}

/** Grafana's emergency login, and the Secret with it in the cluster. */
export const GRAFANA_ADMIN = "grafana-admin";
/** What Grafana encrypts with what its database keeps secret. */
export const GRAFANA_SETTINGS = "grafana-settings";
/** The password of Grafana's user in its database. */
export const GRAFANA_DATABASE_USER = "grafana-database-user";
/** The login of the database's administrator, copied from where Aurora keeps it. */
export const GRAFANA_DATABASE_MASTER = "grafana-database-master";

/** 62 to the power of 43 is just over 2 to the power of 256. */
const UNGUESSABLE = 43;

/** Of AES-256: the gateway takes no other length. */
const AES_KEY = 32;

/** Every credential that a cluster makes for itself: no person has to put it, and no person knows it who does not look it up there. */
export const generatedSecrets: readonly GeneratedSecret[] = [
  {
    name: GRAFANA_ADMIN,
    namespace: dashboardsNamespace,
    purpose: "the emergency login of Grafana, for when single sign-on is down",
    key: "password",
    length: UNGUESSABLE,
    // Not a person, and not the name that every scanner tries.
    beside: { username: "break-glass" },
  },
  {
    name: GRAFANA_SETTINGS,
    namespace: dashboardsNamespace,
    purpose: "the key with which Grafana encrypts what its database keeps secret",
    key: "GF_SECURITY_SECRET_KEY",
    length: UNGUESSABLE,
  },
  {
    name: GRAFANA_DATABASE_USER,
    namespace: dashboardsNamespace,
    purpose: "the password of Grafana's user in its database",
    key: "GF_DATABASE_PASSWORD",
    length: UNGUESSABLE,
  },
  {
    name: GATEWAY_COOKIES,
    namespace: accessNamespace,
    purpose: "the key with which the gateway encrypts people's sessions in their cookies",
    key: "cookie-secret",
    length: AES_KEY,
  },
];

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
