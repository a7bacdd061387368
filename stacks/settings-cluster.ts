import { z } from "zod";
import { defaultEksVersion, eksVersions, supportedEksVersions } from "../content/versions";
import { setting } from "./settings-describe";
import { refuse } from "./settings-refuse";

/** An HTTPS address without a path: anything behind it is the program's. */
const ORIGIN_FORM = /^https:\/\/[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/;
const ORIGIN_ALLOWED = "https:// with a name and, if need be, a port; no path";
/** Name of a Kubernetes object. */
const OBJECT_FORM = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/;
const OBJECT_ALLOWED =
  "the name of a Kubernetes object: up to 63 lower-case letters, digits, dots and hyphens";
const HOST_FORM = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const WORD_FORM = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/;
const WORD_ALLOWED = "up to 63 letters, digits, dots, hyphens and underscores";
/** Bucket names end in a purpose of up to 30 characters, and have 63 at most. */
const PREFIX_FORM = /^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$/;
const PATH_ALLOWED = "the path of a file, absolute or beginning with ~/";
const VARIABLE_FORM = /^[A-Z][A-Z0-9_]{0,62}$/;
/** Where nothing else is said, PostgreSQL listens here. */
const POSTGRES_PORT = 5432;

const inPlaceInside = "Updated in place: what uses it restarts.";

const objectName = (meaning: string, changing = inPlaceInside) =>
  setting(z.string().regex(OBJECT_FORM), { meaning, allowed: OBJECT_ALLOWED, changing });

/** Until when each version that can be chosen is supported, in one sentence. */
const supportDates = eksVersions
  .filter(({ version }) => (supportedEksVersions as readonly string[]).includes(version))
  .map(
    ({ version, endOfStandardSupport, endOfExtendedSupport }) =>
      `${version} has standard support until ${endOfStandardSupport} and extended support until ${endOfExtendedSupport}`,
  )
  .join("; ");

/** A cluster that Pharos makes on EKS. */
const eksCluster = z.strictObject({
  /** @default "eks" */
  kind: setting(
    z
      .literal("eks")
      .optional()
      .transform(() => "eks" as const),
    {
      meaning:
        "`eks`: Pharos makes the cluster, in AWS. `existing`: it works in one that is there already, anywhere. Default: eks.",
      changing: "Not possible for a stack that exists: everything in it would be made anew.",
    },
  ),
  /**
   * Kubernetes version on EKS.
   * @default the newest that Pharos was tested with
   */
  version: setting(z.enum(supportedEksVersions).default(defaultEksVersion), {
    meaning: `Kubernetes version of the EKS cluster. ${supportDates}; then EKS upgrades the control plane by itself.`,
    cost: "After the end of standard support a cluster costs six times as much an hour.",
    changing:
      "Newer by one minor version: the control plane is updated in place in about ten minutes, then Auto Mode replaces the nodes pool by pool, as disruption budgets allow, within 21 days. Older, or two steps at once: not possible without a new cluster.",
  }),
  /**
   * What the general nodes are bought as; stateful nodes are always on demand.
   * @default "on-demand"
   */
  capacity: setting(z.enum(["on-demand", "spot-first"]).default("on-demand"), {
    meaning:
      "What the nodes for stateless pods are bought as: `spot-first` takes spot capacity where there is some, which AWS takes back at two minutes' notice. Nodes with volumes are always on demand.",
    cost: "Spot costs about 60 to 70 % less.",
    changing: "Nodes of the general pool are replaced, a tenth at a time.",
  }),
});

/** Exactly one of the two, which `settings-required.ts` checks. */
const kubeconfig = z.strictObject({
  /** Path of the file on the machine that runs Pulumi. */
  path: setting(
    z
      .string()
      .min(1)
      .check((context) => {
        const isContent = /[\n{]|apiVersion/.test(context.value);
        if (!isContent && /^~?\/./.test(context.value)) return;
        refuse(context, {
          problem: isContent
            ? "is a kubeconfig, not the path of one: its credentials would stand in this file"
            : "is relative: the sandbox and Pulumi run in other folders than this file's",
          allowed: PATH_ALLOWED,
          fix: isContent
            ? "write it to a file that only you can read, and its path here"
            : "write the whole path",
        });
      })
      .optional(),
    {
      meaning: "Path of the kubeconfig on the machine that runs Pulumi.",
      allowed: PATH_ALLOWED,
      example: "~/.kube/config",
      changing: "Another path to the same context changes nothing.",
    },
  ),
  /** Name of the environment variable that holds it. */
  variable: setting(z.string().regex(VARIABLE_FORM).optional(), {
    meaning:
      "Name of the environment variable that holds the kubeconfig, such as one that a secret store fills. Its value is kept encrypted in the state.",
    allowed: "a name of capital letters, digits and underscores",
    example: "PHAROS_KUBECONFIG",
    changing: "Another variable for the same context changes nothing.",
  }),
});

const objectStore = z.strictObject({
  /** HTTPS address of the store. */
  endpoint: setting(z.string().regex(ORIGIN_FORM), {
    meaning: "HTTPS address of the S3-compatible store.",
    allowed: ORIGIN_ALLOWED,
    example: "https://objects.example.com",
    changing: "What is stored does not move: copy it first.",
  }),
  /** What the store takes as its region. */
  region: setting(z.string().regex(WORD_FORM), {
    meaning: "What the store takes as its region in signatures.",
    allowed: WORD_ALLOWED,
    example: "us-east-1",
    changing: inPlaceInside,
  }),
  /** Start of the buckets' names. */
  bucketPrefix: setting(z.string().regex(PREFIX_FORM), {
    meaning:
      "Start of the names of the buckets, which must be there: Pharos makes none in a store that is not AWS's. The purpose follows, as in prefix-metrics-blocks.",
    allowed: "3 to 32 lower-case letters, digits and hyphens",
    example: "pharos-evaluation",
    changing: "Names other buckets. What is stored does not move: copy it first.",
  }),
  /** Secret with the credentials. */
  secretName: objectName(
    "Secret with the keys access-key-id and secret-access-key, in the namespace of whoever uses the store. Pharos reads neither.",
  ),
  /**
   * Who locks records in the store.
   * @default "none"
   */
  objectLock: setting(z.enum(["none", "operator"]).default("none"), {
    meaning:
      "Who locks records in the store for as long as the law asks: nobody, or its `operator`, with Object Lock in compliance mode on the buckets. Pharos neither makes nor checks such locks, so that with `regulated` the operator answers for them.",
    changing: "Nothing is changed in the store: it is a statement that a review relies on.",
  }),
});

const database = z.strictObject({
  /** Name or address of the server. */
  host: setting(z.string().regex(HOST_FORM), {
    meaning: "Name or address of the PostgreSQL server. It is reached with TLS only.",
    allowed: "a host name",
    example: "db.example.com",
    changing: "What is stored does not move: copy it first.",
  }),
  /** @default 5432 */
  port: setting(z.int().min(1).max(65_535).default(POSTGRES_PORT), {
    meaning: "Port of the server.",
    changing: inPlaceInside,
  }),
  /** Name of the database. */
  database: setting(z.string().regex(WORD_FORM), {
    meaning: "Name of the database, which must be there.",
    allowed: WORD_ALLOWED,
    example: "grafana",
    changing: "What is stored does not move: copy it first.",
  }),
  /** User of the database. */
  user: setting(z.string().regex(WORD_FORM), {
    meaning: "User that owns the database.",
    allowed: WORD_ALLOWED,
    example: "grafana",
    changing: inPlaceInside,
  }),
  /** Secret with the password. */
  secretName: objectName(
    "Secret with the key GF_DATABASE_PASSWORD, in Grafana's namespace. Pharos does not read it.",
  ),
});

/** A cluster that is there already. */
const existingCluster = z.strictObject({
  kind: setting(z.literal("existing"), {
    meaning: "A cluster that is there already, anywhere.",
    changing: "Not possible for a stack that exists: everything in it would be made anew.",
  }),
  /** Where the kubeconfig is found. */
  kubeconfig: setting(kubeconfig, {
    meaning: "Where the cluster's kubeconfig is found; its content never stands in the settings.",
    example: { path: "~/.kube/config" },
  }),
  /** Context of the kubeconfig. */
  context: setting(z.string().min(1).max(253), {
    meaning: "Context of the kubeconfig. It is the cluster's name to Pharos.",
    allowed: "the name of a context",
    example: "evaluation",
    changing: "Another context is another cluster: everything inside is made anew there.",
  }),
  /** StorageClass of the volumes. */
  storageClass: objectName(
    "StorageClass of the volumes: encrypted, able to grow, and waiting for the pod before it chooses a place (WaitForFirstConsumer).",
    "Volumes that exist keep their class; new ones get the new.",
  ),
  /** S3-compatible store. */
  objectStore: setting(objectStore, {
    meaning: "The S3-compatible store for what outlives the cluster.",
    example: {
      endpoint: "https://objects.example.com",
      region: "us-east-1",
      bucketPrefix: "pharos-evaluation",
      secretName: "object-store",
    },
  }),
  /**
   * PostgreSQL for Grafana.
   * @default - none: one Grafana with its built-in database
   */
  database: setting(database.optional(), {
    meaning:
      "PostgreSQL for Grafana. Without it there is one Grafana, with its built-in database on a volume.",
  }),
  /**
   * Where a spoke sends its metrics.
   * @default - none, as at a hub
   */
  hubUrl: setting(z.string().regex(ORIGIN_FORM).optional(), {
    meaning:
      "Where a spoke sends its metrics: the HTTPS address of the hub's ingest as it is reached from this cluster. PrivateLink begins in a VPC of Pharos' own, so nothing can be worked out.",
    allowed: ORIGIN_ALLOWED,
    example: "https://metrics-ingest.example.com",
    changing: inPlaceInside,
  }),
});

/** Group `cluster`: one of Pharos' own on EKS, or one that exists. */
export const clusterSettings = setting(
  z.discriminatedUnion("kind", [eksCluster, existingCluster]).prefault({}),
  { meaning: "The region's Kubernetes cluster: one that Pharos makes on EKS, or one that is there already." },
);

/** A cluster that Pharos makes. */
export type EksClusterSettings = z.output<typeof eksCluster>;
/** A cluster that is there already. */
export type ExistingClusterSettings = z.output<typeof existingCluster>;
