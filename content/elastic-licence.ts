/**
 * What Elastic asks money for, by where it is switched on. Read from the sources of Elasticsearch (x-pack) and of ECK; Elastic's own
 * list of subscriptions decides.
 */
export type ElasticLicence = "gold" | "platinum" | "enterprise";

interface PaidFeature {
  /** What it is, as people call it. */
  readonly feature: string;
  readonly licence: ElasticLicence;
  /** What does the same on the free Basic licence, as the rest of a sentence that begins with "use". */
  readonly replacement: string;
}

/** A kind of ECK that works with a licence only. */
export interface PaidKind extends PaidFeature {
  readonly type: string;
}

/** A setting in the `config` of Elasticsearch or Kibana, in dots. */
export interface PaidSetting extends PaidFeature {
  readonly setting: RegExp;
  /** Only where it has one of these values. @default any but false */
  readonly values?: readonly string[];
}

/** A field of an ECK resource, from `spec` down. */
export interface PaidField extends PaidFeature {
  readonly kind: "Elasticsearch" | "Kibana";
  readonly path: readonly string[];
}

const SSO = {
  feature: "single sign-on (SAML, OIDC, JWT, Kerberos)",
  licence: "platinum",
  replacement: "an OIDC proxy before Kibana, with users of the native realm behind it",
} as const;

const DIRECTORIES = {
  feature: "sign-on by LDAP, Active Directory or PKI",
  licence: "gold",
  replacement: "an OIDC proxy before Kibana, with users of the native realm behind it",
} as const;

export const paidKinds: readonly PaidKind[] = [
  {
    type: "kubernetes:autoscaling.k8s.elastic.co/v1alpha1:ElasticsearchAutoscaler",
    feature: "autoscaling of Elasticsearch",
    licence: "enterprise",
    replacement: "fixed node sets whose count a scheduled job changes, and volumes that expand",
  },
  {
    type: "kubernetes:autoops.k8s.elastic.co/v1alpha1:AutoOpsAgentPolicy",
    feature: "AutoOps",
    licence: "enterprise",
    replacement: "the Elasticsearch exporter with alerts in Prometheus",
  },
  {
    type: "kubernetes:maps.k8s.elastic.co/v1alpha1:ElasticMapsServer",
    feature: "the Elastic Maps Server",
    licence: "enterprise",
    replacement: "the maps that Kibana has",
  },
  {
    type: "kubernetes:stackconfigpolicy.k8s.elastic.co/v1alpha1:StackConfigPolicy",
    feature: "stack configuration policies",
    licence: "enterprise",
    replacement: "a job that puts ILM policies, templates and roles by Elasticsearch's own API",
  },
];

export const paidSettings: readonly PaidSetting[] = [
  {
    setting: /^xpack\.security\.audit\.enabled$/,
    feature: "the security audit log",
    licence: "gold",
    replacement: "the access log of the OIDC proxy and the slow log with a threshold of 0ms",
  },
  { setting: /^xpack\.security\.authc\.(realms|providers)\.(saml|oidc|jwt|kerberos)(\.|$)/, ...SSO },
  {
    setting: /^xpack\.security\.authc\.(realms|providers)\.(ldap|active_directory|pki)(\.|$)/,
    ...DIRECTORIES,
  },
  {
    setting: /^xpack\.security\.transport\.filter\.|^xpack\.security\.http\.filter\./,
    feature: "IP filtering",
    licence: "gold",
    replacement: "NetworkPolicies",
  },
  {
    setting: /^node\.roles$/,
    values: ["data_frozen"],
    feature: "searchable snapshots (the frozen tier)",
    licence: "enterprise",
    replacement:
      "hot, warm and cold nodes, and an archive in a bucket with Object Lock that a job loads again",
  },
  {
    setting: /^node\.roles$/,
    values: ["ml"],
    feature: "machine learning",
    licence: "platinum",
    replacement: "recording rules with bands in Prometheus, or a detector of your own",
  },
];

export const paidFields: readonly PaidField[] = [
  {
    kind: "Elasticsearch",
    path: ["remoteClusterServer", "enabled"],
    feature: "remote clusters with API keys",
    licence: "enterprise",
    replacement: "writing to the clusters of both regions, or snapshots that S3 replicates",
  },
  {
    kind: "Elasticsearch",
    path: ["remoteClusters"],
    feature: "cross-cluster replication and remote clusters that ECK connects",
    licence: "enterprise",
    replacement: "writing to the clusters of both regions, or snapshots that S3 replicates",
  },
  {
    kind: "Elasticsearch",
    path: ["http", "tls", "client", "authentication"],
    feature: "client certificates on Elasticsearch's HTTP port",
    licence: "enterprise",
    replacement: "a proxy that asks for them",
  },
];
