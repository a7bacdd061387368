import { guardsOf } from "./guards";
import { isMarker, type Irreversible, type PreviewedResource } from "./model";

/**
 * What nobody can take back: locks with an end of their own, keys and secrets that wait before they go, and data that is lost with its
 * resource. What a setting takes off is a guard (`guards.ts`) and not among it. Pure rules over resources as data, so that it can be
 * said at preview, before anything happened.
 *
 * The list says what binds once the run has ended. A reader of a preview needs all of it, not the new alone: what an earlier update
 * locked is locked still. {@link Irreversible.already} tells the two apart.
 */

/** Days that a KMS key waits when `deletionWindowInDays` is absent (AWS: 7 to 30, 30 by default). */
const DEFAULT_KEY_WINDOW_DAYS = 30;
/** Days that a secret waits when `recoveryWindowInDays` is absent (AWS: 0, or 7 to 30; 30 by default). */
const DEFAULT_SECRET_WINDOW_DAYS = 30;
/** Days that a private certificate authority waits when `permanentDeletionTimeInDays` is absent (AWS: 7 to 30, 30 by default). */
const DEFAULT_AUTHORITY_WINDOW_DAYS = 30;

type Inputs = Record<string, unknown>;
/** What a rule says; the resource's URN and name are added to it. */
type Statement = Pick<Irreversible, "what" | "until" | "why">;

/** What a resource of one type locks. */
interface Lock {
  /** Inputs that decide it: where none of them changes, neither does the lock. */
  reads: readonly string[];
  tell: (inputs: Inputs) => Statement[];
}

/** Data that goes with a resource, or undefined where its inputs keep it. */
type Loss = (inputs: Inputs) => Pick<Statement, "what" | "until"> | undefined;

const FOR_EVER = "for ever";

/** In words: `days(30)` is "30 days"; a value not known yet is said to be so. */
function count(value: unknown, unit: "day" | "year"): string {
  if (isMarker(value)) return `a number of ${unit}s that is not known yet`;
  return `${String(value)} ${unit}${value === 1 ? "" : "s"}`;
}

function record(value: unknown): Inputs {
  return typeof value === "object" && value !== null && !isMarker(value) ? (value as Inputs) : {};
}

/** Object Lock: COMPLIANCE ends by time only; GOVERNANCE can be bypassed by whoever holds the permission, and is not listed. */
function defaultRetention(rule: unknown): Statement[] {
  const { mode, days, years } = record(record(rule)["defaultRetention"]);
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
}

const objectLock: Lock = { reads: ["rule"], tell: (inputs) => defaultRetention(inputs["rule"]) };

/** The older way to say the same, as a property of the bucket itself. */
const bucketWithLock: Lock = {
  reads: ["objectLockConfiguration"],
  tell: (inputs) => defaultRetention(record(inputs["objectLockConfiguration"])["rule"]),
};

/** A single locked object: its date is known. */
const lockedObject: Lock = {
  reads: ["objectLockMode", "objectLockRetainUntilDate"],
  tell: ({ objectLockMode, objectLockRetainUntilDate: date }) =>
    objectLockMode === "COMPLIANCE"
      ? [
          {
            what: "nobody can delete or overwrite this object version",
            until: typeof date === "string" ? date : "a date that is not known yet",
            why: "Object Lock: mode COMPLIANCE",
          },
        ]
      : [],
};

/** AWS Backup: with `changeableForDays` the lock itself becomes final after that many days; without, it is governance mode. */
const vaultLock: Lock = {
  reads: ["changeableForDays", "minRetentionDays"],
  tell: ({ changeableForDays, minRetentionDays }) => {
    if (changeableForDays === undefined) return [];
    const final: Statement = {
      what: "nobody can lift or shorten the vault's lock, AWS included",
      until: `${FOR_EVER}, from ${count(changeableForDays, "day")} after it is made`,
      why: "backup vault lock in compliance mode (changeableForDays is set)",
    };
    if (minRetentionDays === undefined) return [final];
    return [final, recoveryPoints(minRetentionDays, "backup vault lock: minRetentionDays")];
  },
};

function recoveryPoints(days: unknown, why: string): Statement {
  return {
    what: "nobody can delete a recovery point",
    until: `${count(days, "day")} after each is made`,
    why,
  };
}

/** A logically air-gapped vault is in compliance mode from the start. */
const airGappedVault: Lock = {
  reads: ["minRetentionDays"],
  tell: ({ minRetentionDays }) => [
    recoveryPoints(minRetentionDays, "a logically air-gapped backup vault is locked in compliance mode"),
  ],
};

const glacierLock: Lock = {
  reads: ["completeLock"],
  tell: ({ completeLock }) =>
    completeLock === true
      ? [
          {
            what: "nobody can change the vault's lock policy",
            until: FOR_EVER,
            why: "Glacier vault lock: completeLock",
          },
        ]
      : [],
};

/** Something that AWS deletes only after a waiting period. Zero days means at once. */
interface Waiting {
  thing: string;
  /** What is lost with it. */
  lost: string;
  /** Input that says how many days, and AWS's number where it is absent. */
  property: string;
  defaultDays: number;
}

function waits({ thing, lost, property, defaultDays }: Waiting): { lock: Lock; loss: Loss } {
  return {
    lock: {
      reads: [property],
      tell: (inputs) => {
        const days = inputs[property] ?? defaultDays;
        if (days === 0) return [];
        const value = isMarker(days) ? "not known yet" : JSON.stringify(days);
        return [
          {
            what: `nobody can destroy the ${thing}`,
            until: `${count(days, "day")} after its deletion is asked for`,
            why: `${property}: ${value}${inputs[property] === undefined ? " (AWS's default)" : ""}`,
          },
        ];
      },
    },
    loss: (inputs) => {
      const days = inputs[property] ?? defaultDays;
      const wait = `, from ${count(days, "day")} after the run; before that it can be cancelled`;
      return { what: lost, until: days === 0 ? FOR_EVER : FOR_EVER + wait };
    },
  };
}

const key = waits({
  thing: "key",
  lost: "what the key has encrypted is lost",
  property: "deletionWindowInDays",
  defaultDays: DEFAULT_KEY_WINDOW_DAYS,
});
const secret = waits({
  thing: "secret",
  lost: "the secret is lost",
  property: "recoveryWindowInDays",
  defaultDays: DEFAULT_SECRET_WINDOW_DAYS,
});
const authority = waits({
  thing: "certificate authority",
  lost: "the certificate authority is lost: it can neither issue nor revoke",
  property: "permanentDeletionTimeInDays",
  defaultDays: DEFAULT_AUTHORITY_WINDOW_DAYS,
});

/** Type token → what a resource of that type locks. Property names are those of @pulumi/aws 7. */
const locks: ReadonlyMap<string, Lock> = new Map(
  Object.entries<Lock>({
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": objectLock,
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2": objectLock,
    "aws:s3/bucket:Bucket": bucketWithLock,
    "aws:s3/bucketObjectv2:BucketObjectv2": lockedObject,
    "aws:s3/bucketObject:BucketObject": lockedObject,
    "aws:s3/objectCopy:ObjectCopy": lockedObject,
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": vaultLock,
    "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": airGappedVault,
    "aws:glacier/vaultLock:VaultLock": glacierLock,
    "aws:kms/key:Key": key.lock,
    "aws:kms/externalKey:ExternalKey": key.lock,
    "aws:kms/replicaKey:ReplicaKey": key.lock,
    "aws:kms/replicaExternalKey:ReplicaExternalKey": key.lock,
    "aws:secretsmanager/secret:Secret": secret.lock,
    "aws:acmpca/certificateAuthority:CertificateAuthority": authority.lock,
  }),
);

const lost = (what: string): ReturnType<Loss> => ({ what: `${what} is lost`, until: FOR_EVER });

/** Type token → the data that goes with the resource. */
const losses: ReadonlyMap<string, Loss> = new Map(
  Object.entries<Loss>({
    "aws:s3/bucket:Bucket": ({ forceDestroy }) =>
      forceDestroy === true ? lost("every object in the bucket") : undefined,
    "aws:rds/instance:Instance": ({ skipFinalSnapshot }) =>
      skipFinalSnapshot === true ? lost("the database, without a final snapshot,") : undefined,
    "aws:rds/cluster:Cluster": ({ skipFinalSnapshot }) =>
      skipFinalSnapshot === true ? lost("the database, without a final snapshot,") : undefined,
    "aws:dynamodb/table:Table": () => lost("every item of the table"),
    "aws:efs/fileSystem:FileSystem": () => lost("every file"),
    "aws:ebs/volume:Volume": ({ finalSnapshot }) =>
      finalSnapshot === true ? undefined : lost("the volume's data"),
    "aws:cloudwatch/logGroup:LogGroup": () => lost("every log event of the group"),
    "aws:opensearch/domain:Domain": () => lost("every index of the domain"),
    "aws:amp/workspace:Workspace": () => lost("every series of the workspace"),
    "aws:eks/cluster:Cluster": () => lost("everything that runs in the cluster"),
    "aws:kms/key:Key": key.loss,
    "aws:kms/externalKey:ExternalKey": key.loss,
    "aws:secretsmanager/secret:Secret": secret.loss,
    "aws:acmpca/certificateAuthority:CertificateAuthority": authority.loss,
    "kubernetes:core/v1:Namespace": () => lost("everything inside the namespace"),
    "kubernetes:core/v1:PersistentVolumeClaim": () =>
      lost("the volume's data, where its storage class deletes,"),
  }),
);

/** Words of the engine for taking a resource away, on its own or to put another in its place. */
const removing = new Set(["delete", "replace", "create-replacement", "delete-replaced"]);
/** Words of the engine for leaving a resource as it is; what is imported existed before. */
const leaving = new Set(["same", "read", "refresh", "import"]);

/** Whether the resource had the lock before the run, and keeps it as it was. */
function isKept({ operation, diff }: PreviewedResource, { reads }: Lock): boolean {
  if (leaving.has(operation)) return true;
  if (operation !== "update" || diff === undefined) return false;
  const changed = new Set(diff.map((path) => path.split(/[.[]/)[0]));
  return reads.every((property) => !changed.has(property));
}

function statementsOf(resource: PreviewedResource): Omit<Irreversible, "urn" | "name">[] {
  const { type, operation, inputs } = resource;
  // What is guarded is not deleted: the run fails on it, or leaves it.
  const loss =
    removing.has(operation) && guardsOf(resource).length === 0 ? losses.get(type)?.(inputs) : undefined;
  const lock = operation === "delete" ? undefined : locks.get(type);
  const already = lock !== undefined && isKept(resource, lock);
  return [
    ...(loss ? [{ ...loss, why: `this run does "${operation}" to it`, already: false }] : []),
    ...(lock?.tell(inputs) ?? []).map((statement) => ({ ...statement, already })),
  ];
}

/** In one phrase what is bound and how long, such as "nobody can destroy the key until 30 days after its deletion is asked for". */
export function describeBinding({ what, until }: Pick<Irreversible, "what" | "until">): string {
  return until.startsWith(FOR_EVER) ? `${what}, ${until}` : `${what} until ${until}`;
}

/** What nobody can take back once a run over these resources has ended, by URN, so that it is the same whatever their order. */
export function cannotBeUndone(resources: readonly PreviewedResource[]): Irreversible[] {
  return resources
    .toSorted((a, b) => (a.urn < b.urn ? -1 : 1))
    .flatMap((resource) =>
      statementsOf(resource).map((statement) => ({ urn: resource.urn, name: resource.name, ...statement })),
    );
}
