import { z } from "zod";
import { assurances } from "../content/environments";
import { regionNames } from "../content/regions";
import { accessSettings } from "./settings-access";
import { alarmSettings } from "./settings-alarms";
import { auditSettings } from "./settings-audit";
import { clusterSettings, type EksClusterSettings, type ExistingClusterSettings } from "./settings-cluster";
import { databaseSettings } from "./settings-database";
import { setting } from "./settings-describe";
import { imageSettings } from "./settings-images";
import { logSettings } from "./settings-logs";
import { metricsSettings } from "./settings-metrics";
import { sizeSetting } from "./settings-size";
import { traceSettings } from "./settings-traces";
import { networkSettings, publicAccessCidrs } from "./settings-network";
import { retentionSettings } from "./settings-retention";

/** Start of every name. Short, because AWS names have 63 or fewer characters and carry environment, region and purpose as well. */
const NAME_FORM = /^[a-z][a-z0-9]{1,11}$/;
const ACCOUNT_FORM = /^\d{12}$/;
/** What AWS takes as the value of a tag. */
const TAG_FORM = /^[A-Za-z0-9][A-Za-z0-9 _.:/=+@-]{0,127}$/;
const RULE_FORM = /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;

const NAME_ALLOWED = "2 to 12 lower-case letters and digits, a letter first";
const TAG_ALLOWED = "up to 128 letters, digits, spaces and _ . : / = + @ -, a letter or digit first";

const account = (meaning: string, example: string) =>
  setting(z.string().regex(ACCOUNT_FORM), {
    meaning,
    allowed: "twelve digits in quotes",
    example,
    changing: "Another account means another set of resources: everything in it is made anew, nothing moves.",
  });

const accounts = z
  .strictObject({
    /** Where clusters, networks and stores run. */
    workload: account("Account in which clusters, networks and stores run.", "111122223333"),
    /**
     * Where locked archives lie, out of reach of whoever administers the workload.
     * @default the workload account
     */
    archive: account(
      "Account for locked archives, out of reach of whoever administers the workload. Default: the workload account.",
      "444455556666",
    ).optional(),
    /**
     * Where the witness of the audit ledger runs.
     * @default the workload account
     */
    witness: account(
      "Account of the audit ledger's witness, which must not obey whoever writes the ledger. Default: the workload account.",
      "777788889999",
    ).optional(),
  })
  .transform(({ workload, archive, witness }) => ({
    workload,
    archive: archive ?? workload,
    witness: witness ?? workload,
  }));

/** How strictly a rule is applied: `mandatory` stops preview and update, `advisory` is said and counted, `disabled` is not run. */
const policyLevels = ["mandatory", "advisory", "disabled"] as const;

/** The settings of one stack: `Pulumi.<stack>.yaml` over the shared values of `Pulumi.yaml`, defaults filled in. */
export const settingsSchema = z.strictObject({
  /** Start of every resource name. */
  organization: setting(z.string().regex(NAME_FORM), {
    meaning: "Start of every resource name: your organisation in short.",
    allowed: NAME_ALLOWED,
    example: "acme",
    changing:
      "Renames, and so replaces, every named resource. Locked buckets stay behind under the old name.",
  }),
  /** Which life the stacks lead: "production", "staging", … */
  environment: setting(z.string().regex(NAME_FORM), {
    meaning: "Which of your environments this is. Part of every name and a tag of everything.",
    allowed: NAME_ALLOWED,
    example: "production",
    changing:
      "Renames, and so replaces, every named resource. Locked buckets stay behind under the old name.",
  }),
  /** AWS accounts by duty: one for all, or better three. */
  accounts: setting(accounts.optional(), {
    meaning:
      "AWS accounts by duty. One account for all works; three keep an administrator of one from the records in another.",
    example: { workload: "111122223333" },
  }),
  /** Who answers for the resources: tag `owner`. */
  owner: setting(z.string().regex(TAG_FORM), {
    meaning: "The team that answers for the stack. Tag `owner`.",
    allowed: TAG_ALLOWED,
    example: "observability",
    changing: "Tags are updated in place.",
  }),
  /** Who pays: tag `cost-center`. */
  costCenter: setting(z.string().regex(TAG_FORM), {
    meaning: "Who pays for the stack. Tag `cost-center`.",
    allowed: TAG_ALLOWED,
    example: "cc-4711",
    changing: "Tags are updated in place.",
  }),
  /** The stack's region, which is its name as well. */
  region: setting(z.enum(regionNames), {
    meaning:
      "The AWS region of the stack. It is the stack's name as well, so that no copy of a file deploys to the wrong place.",
    perStack: true,
    changing: "Not possible: another region is another stack.",
  }),
  /** The hub, or one of the spokes that send to it. */
  role: setting(z.enum(["hub", "spoke"]), {
    meaning:
      "The `hub` has the master store of metrics, global alerting and what exists once an account; a `spoke` sends to it.",
    perStack: true,
    changing:
      "Moves the master store: deletes the old hub's and makes an empty one. History returns only with its bucket.",
  }),
  /** Region of the hub. */
  hub: setting(z.enum(regionNames), {
    meaning: "Region of the hub, the same for all stacks.",
    changing: "See `role`.",
  }),
  /** Whether the stack may create what nobody can delete. */
  assurance: setting(z.enum(assurances), {
    meaning:
      "`regulated` locks records for as long as the law asks, and nobody can take that back. `trial` creates nothing that cannot be deleted, and is refused for production.",
    cost: "A lock is paid for until its last day.",
    changing:
      "From `trial` to `regulated`: buckets and vaults are replaced by locked ones. Back: what is locked stays until its time is over.",
  }),
  /** How whoever runs Pulumi reaches the cluster's private API. */
  reach: setting(z.enum(["runner-in-vpc", "tunnel", "public-cidr"]).optional(), {
    requiredWith: "an EKS cluster",
    meaning:
      "How whoever runs Pulumi reaches the cluster's API: `runner-in-vpc` from inside the network, `tunnel` through a port forward, `public-cidr` over a public endpoint open to `publicAccessCidrs` alone.",
    changing: "The endpoint is updated in place, in about ten minutes.",
  }),
  /**
   * Who may reach the public endpoint; only with reach `public-cidr`.
   * @default []
   */
  publicAccessCidrs: setting(publicAccessCidrs, {
    meaning:
      "Addresses from which the cluster's public API endpoint may be reached. Only with reach `public-cidr`.",
    allowed: "a list of public ranges with a prefix from /16 to /32",
    changing: "Updated in place.",
  }),
  /** Which workloads the platform watches; at least one. */
  workloads: setting(
    z.strictObject({
      /** @default false */
      finance: setting(z.boolean().default(false), {
        meaning: "A financial platform: payments, trading, accounts.",
        changing: "Off: what serves this workload alone is deleted; locked records stay.",
      }),
      /** @default false */
      dag: setting(z.boolean().default(false), {
        meaning: "A ledger on a directed acyclic graph of blocks: consensus, propagation, peers.",
        changing: "Off: what serves this workload alone is deleted; locked records stay.",
      }),
    }),
    { meaning: "The workloads which the platform watches; at least one.", example: { finance: true } },
  ),
  /** The region's network; not with an existing cluster. */
  network: networkSettings.optional(),
  /** Where locked and replicated buckets are copied to; the same jurisdiction. Not with an existing cluster. */
  replicaRegion: setting(z.enum(regionNames).optional(), {
    requiredWith: "an EKS cluster",
    meaning: "Region to which buckets are replicated. Another region of the same jurisdiction.",
    perStack: true,
    cost: "Every replicated byte is stored twice, and crosses regions for about 0.02 USD a GB.",
    changing:
      "Makes new replicas, into which old objects are not copied by themselves. Locked replicas stay in the old region.",
  }),
  /** The region's Kubernetes cluster. */
  cluster: clusterSettings,
  /** Who may do what. */
  access: accessSettings,
  /**
   * How much comes in, by name.
   * @default "small"
   */
  size: sizeSetting,
  /** Prometheus in the region. */
  metrics: metricsSettings,
  /** Grafana's database. */
  database: databaseSettings,
  /** Who is told of alarms that do not depend on any cluster. */
  alarms: alarmSettings,
  /** Where container images come from. */
  images: imageSettings,
  /** Logs of what runs in the region. */
  logs: logSettings,
  /** Traces of what runs in the region. */
  traces: traceSettings,
  /** What records and judges the account: made here, or there already. */
  audit: auditSettings,
  /** Days per record class, where they differ from the table's default. */
  retention: retentionSettings,
  /** Level per policy rule id; `all` for every rule without one of its own. */
  policies: setting(z.record(z.string().regex(RULE_FORM), z.enum(policyLevels)).default({}), {
    meaning:
      "How strictly a policy rule is applied in this stack, by the rule's id; `all` stands for every rule not named.",
    allowed: `ids of rules, each with one of ${policyLevels.join(", ")}`,
    changing: "Nothing in the cloud: the next preview is judged differently.",
  }),
});

/** The settings of one stack, complete. */
export type Settings = z.output<typeof settingsSchema>;

/** What only a region with a cluster of its own needs: its place in AWS. */
export const placeSettings = ["accounts", "reach", "network", "replicaRegion"] as const;

/** Settings of a region whose cluster Pharos makes, in AWS. */
export type AwsSettings = Settings & {
  readonly [Key in (typeof placeSettings)[number]]-?: NonNullable<Settings[Key]>;
} & { readonly cluster: EksClusterSettings };

/** Settings of a region on a cluster that is there already. */
export type ExistingSettings = Settings & { readonly cluster: ExistingClusterSettings };

/** Whether the region's cluster is there already. */
export function isOnExistingCluster(settings: Settings): settings is ExistingSettings {
  return settings.cluster.kind === "existing";
}

/** Whether Pharos makes the region's cluster, and everything below it, in AWS; the check of the settings has seen to the rest. */
export function isInAws(settings: Settings): settings is AwsSettings {
  return settings.cluster.kind === "eks";
}
