import { isMarker, type Irreversible, type PreviewedResource } from "./model";

/**
 * What a run does that nobody can take back at once: locks with a fixed end, keys and secrets that wait before they go, deletion
 * that the cloud or the engine refuses, and data that goes with its resource. Pure rules over resources as data, so that it
 * can be said at preview, before anything happened.
 */

/** Days that a KMS key waits when `deletionWindowInDays` is absent (AWS: 7 to 30, 30 by default). */
const DEFAULT_KEY_WINDOW_DAYS = 30;
/** Days that a secret waits when `recoveryWindowInDays` is absent (AWS: 0, or 7 to 30; 30 by default). */
const DEFAULT_SECRET_WINDOW_DAYS = 30;
/** Days that a private certificate authority waits when `permanentDeletionTimeInDays` is absent (AWS: 7 to 30, 30 by default). */
const DEFAULT_AUTHORITY_WINDOW_DAYS = 30;

/** What a rule says; the resource's URN and name are added to it. */
type Statement = Pick<Irreversible, "what" | "until" | "why">;
type Rule = (inputs: Record<string, unknown>) => Statement[];
type DataRule = (inputs: Record<string, unknown>) => string | undefined;

/** In words: `days(30)` is "30 days"; a value not known yet is said to be so. */
function count(value: unknown, unit: "day" | "year"): string {
  if (isMarker(value)) return `a number of ${unit}s that is not known yet`;
  return `${String(value)} ${unit}${value === 1 ? "" : "s"}`;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !isMarker(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** Object Lock: COMPLIANCE ends by time only; GOVERNANCE can be bypassed by whoever holds the permission, and is not listed. */
const objectLock: Rule = (inputs) => {
  const retention = record(record(inputs["rule"])["defaultRetention"]);
  const { mode, days, years } = retention;
  if (mode !== "COMPLIANCE" && !isMarker(mode)) return [];
  const period = years === undefined ? count(days, "day") : count(years, "year");
  return [
    {
      what:
        mode === "COMPLIANCE"
          ? "nobody can delete or overwrite an object"
          : "objects may be locked: the mode of the lock is not known yet",
      until: `${period} after each object is written`,
      why: `Object Lock: default retention ${mode === "COMPLIANCE" ? "in mode COMPLIANCE, which binds the root user too" : "in an unknown mode"}`,
    },
  ];
};

/** A single locked object: its date is known. */
const lockedObject: Rule = (inputs) => {
  if (inputs["objectLockMode"] !== "COMPLIANCE") return [];
  const date = inputs["objectLockRetainUntilDate"];
  return [
    {
      what: "nobody can delete or overwrite this object version",
      until: typeof date === "string" ? date : "a date that is not known yet",
      why: "Object Lock: mode COMPLIANCE",
    },
  ];
};

/** AWS Backup: with `changeableForDays` the lock itself becomes final after that many days; without, it is governance mode. */
const vaultLock: Rule = (inputs) => {
  const { changeableForDays, minRetentionDays } = inputs;
  if (changeableForDays === undefined) return [];
  const statements: Statement[] = [
    {
      what: "the vault's lock becomes final: nobody can lift or shorten it, AWS included",
      until: `for ever, from ${count(changeableForDays, "day")} after it is made`,
      why: "backup vault lock in compliance mode (changeableForDays is set)",
    },
  ];
  if (minRetentionDays !== undefined) {
    statements.push({
      what: "recovery points cannot be deleted",
      until: `at least ${count(minRetentionDays, "day")} after each is made`,
      why: "backup vault lock: minRetentionDays",
    });
  }
  return statements;
};

/** A logically air-gapped vault is in compliance mode from the start. */
const airGappedVault: Rule = ({ minRetentionDays }) => [
  {
    what: "recovery points cannot be deleted",
    until: `at least ${count(minRetentionDays, "day")} after each is made`,
    why: "a logically air-gapped backup vault is locked in compliance mode",
  },
];

const glacierLock: Rule = ({ completeLock }) =>
  completeLock === true
    ? [
        {
          what: "the vault's lock policy can never be changed",
          until: "for ever",
          why: "Glacier vault lock: completeLock",
        },
      ]
    : [];

/** Something that AWS deletes only after a waiting period. Zero days means at once: nothing to say. */
function window(thing: string, property: string, defaultDays: number): Rule {
  return (inputs) => {
    const days = inputs[property] ?? defaultDays;
    if (days === 0) return [];
    return [
      {
        what: `${thing} is destroyed only after a wait`,
        until: `${count(days, "day")} after its deletion is asked for`,
        why: `${property}: ${isMarker(days) ? "not known yet" : JSON.stringify(days)}${inputs[property] === undefined ? " (AWS's default)" : ""}`,
      },
    ];
  };
}

/** A switch that makes AWS refuse deletion until it is turned off. */
function protection(property: string, on: unknown = true, defaultValue?: unknown): Rule {
  return (inputs) => {
    const value = inputs[property] ?? defaultValue;
    if (value !== on) return [];
    return [
      {
        what: `AWS refuses to delete it while ${property} is on`,
        why: `${property}: ${String(value)}${inputs[property] === undefined ? " (AWS's default)" : ""}`,
      },
    ];
  };
}

const keyWindow = window("the key", "deletionWindowInDays", DEFAULT_KEY_WINDOW_DAYS);

/** Type token → what a resource of that type locks. Property names are those of @pulumi/aws 7. */
const locks: ReadonlyMap<string, Rule> = new Map(
  Object.entries<Rule>({
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": objectLock,
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2": objectLock,
    "aws:s3/bucketObjectv2:BucketObjectv2": lockedObject,
    "aws:s3/bucketObject:BucketObject": lockedObject,
    "aws:s3/objectCopy:ObjectCopy": lockedObject,
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": vaultLock,
    "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": airGappedVault,
    "aws:glacier/vaultLock:VaultLock": glacierLock,
    "aws:kms/key:Key": keyWindow,
    "aws:kms/externalKey:ExternalKey": keyWindow,
    "aws:kms/replicaKey:ReplicaKey": keyWindow,
    "aws:kms/replicaExternalKey:ReplicaExternalKey": keyWindow,
    "aws:secretsmanager/secret:Secret": window(
      "the secret",
      "recoveryWindowInDays",
      DEFAULT_SECRET_WINDOW_DAYS,
    ),
    "aws:acmpca/certificateAuthority:CertificateAuthority": window(
      "the certificate authority",
      "permanentDeletionTimeInDays",
      DEFAULT_AUTHORITY_WINDOW_DAYS,
    ),
    "aws:eks/cluster:Cluster": protection("deletionProtection"),
    "aws:rds/instance:Instance": protection("deletionProtection"),
    "aws:rds/cluster:Cluster": protection("deletionProtection"),
    "aws:rds/globalCluster:GlobalCluster": protection("deletionProtection"),
    "aws:docdb/cluster:Cluster": protection("deletionProtection"),
    "aws:neptune/cluster:Cluster": protection("deletionProtection"),
    "aws:dynamodb/table:Table": protection("deletionProtectionEnabled"),
    "aws:cloudwatch/logGroup:LogGroup": protection("deletionProtectionEnabled"),
    "aws:dsql/cluster:Cluster": protection("deletionProtectionEnabled"),
    "aws:lb/loadBalancer:LoadBalancer": protection("enableDeletionProtection"),
    "aws:alb/loadBalancer:LoadBalancer": protection("enableDeletionProtection"),
    "aws:cognito/userPool:UserPool": protection("deletionProtection", "ACTIVE"),
    "aws:networkfirewall/firewall:Firewall": protection("deleteProtection"),
    "aws:cloudtrail/eventDataStore:EventDataStore": protection("terminationProtectionEnabled", true, true),
    "aws:ec2/instance:Instance": protection("disableApiTermination"),
  }),
);

/** Type token → the data that goes with the resource, or undefined where its inputs keep it. */
const dataIn: ReadonlyMap<string, DataRule> = new Map(
  Object.entries<DataRule>({
    "aws:s3/bucket:Bucket": ({ forceDestroy }) =>
      forceDestroy === true ? "every object in the bucket" : undefined,
    "aws:rds/instance:Instance": ({ skipFinalSnapshot }) =>
      skipFinalSnapshot === true ? "the database, without a final snapshot" : undefined,
    "aws:rds/cluster:Cluster": ({ skipFinalSnapshot }) =>
      skipFinalSnapshot === true ? "the database, without a final snapshot" : undefined,
    "aws:dynamodb/table:Table": () => "every item of the table",
    "aws:efs/fileSystem:FileSystem": () => "every file",
    "aws:ebs/volume:Volume": ({ finalSnapshot }) =>
      finalSnapshot === true ? undefined : "the volume's data",
    "aws:cloudwatch/logGroup:LogGroup": ({ skipDestroy }) =>
      skipDestroy === true ? undefined : "every log event of the group",
    "aws:opensearch/domain:Domain": () => "every index of the domain",
    "aws:amp/workspace:Workspace": () => "every series of the workspace",
    "kubernetes:core/v1:PersistentVolumeClaim": () => "the volume's data, where its storage class deletes",
  }),
);

/** Words of the engine for taking a resource away, on its own or to put another in its place. */
const removing = new Set(["delete", "replace", "create-replacement", "delete-replaced"]);

function statementsOf(resource: PreviewedResource): Statement[] {
  const statements: Statement[] = [];
  if (removing.has(resource.operation) && !resource.protect && !resource.retainOnDelete) {
    const data = dataIn.get(resource.type)?.(resource.inputs);
    if (data !== undefined) {
      statements.push({
        what: `${data} is lost`,
        until: "for ever",
        why: `this run does "${resource.operation}" to it`,
      });
    }
  }
  if (resource.operation !== "delete") {
    statements.push(...(locks.get(resource.type)?.(resource.inputs) ?? []));
  }
  if (resource.protect) {
    statements.push({
      what: "Pulumi refuses to delete or replace it while it is protected",
      why: "protect: true",
    });
  }
  if (resource.retainOnDelete) {
    statements.push({ what: "stays in the cloud when the stack is destroyed", why: "retainOnDelete: true" });
  }
  return statements;
}

/** What cannot be undone once these resources are made, in the order in which they are registered. */
export function cannotBeUndone(resources: readonly PreviewedResource[]): Irreversible[] {
  return resources.flatMap((resource) =>
    statementsOf(resource).map(({ what, until, why }) => ({
      urn: resource.urn,
      name: resource.name,
      what,
      ...(until === undefined ? {} : { until }),
      why,
    })),
  );
}
