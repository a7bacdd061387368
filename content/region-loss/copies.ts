import {
  type Graph,
  type GraphResource,
  listAt,
  nameOf,
  numberAt,
  ofType,
  regionOf,
  siblings,
  textAt,
  valueAt,
} from "./graph";

/** A copy of a store in another region, and how old it may be. */
export interface Copy {
  /** Name of what holds the copy. */
  readonly name: string;
  readonly region: string;
  /** How much may be missing, for people. */
  readonly point: string;
  /** Minutes, where there is a figure. */
  readonly minutes?: number;
}

const BUCKET = "aws:s3/bucket:Bucket";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

/** Rules of all replications that copy everything, with the name of their source. */
function replications(graph: Graph): { source: string; destination: string; minutes: number | undefined }[] {
  return ofType(graph, REPLICATION).flatMap(({ inputs }) =>
    listAt(inputs, "rules")
      .filter(
        (rule) => textAt(rule, "status") === "Enabled" && (textAt(rule, "filter", "prefix") ?? "") === "",
      )
      .map((rule) => ({
        source: textAt(inputs, "bucket") ?? "",
        destination: (textAt(rule, "destination", "bucket") ?? "").replace(/^arn:[a-z-]+:s3:::/, ""),
        minutes:
          textAt(rule, "destination", "replicationTime", "status") === "Enabled"
            ? numberAt(rule, "destination", "replicationTime", "time", "minutes")
            : undefined,
      })),
  );
}

/** The copy of a bucket in another region; undefined where there is none. */
export function bucketCopy(graph: Graph, bucket: GraphResource): Copy | undefined {
  const rule = replications(graph).find(({ source }) => source === nameOf(bucket));
  const copy = ofType(graph, BUCKET).find((other) => nameOf(other) === rule?.destination);
  if (rule === undefined || copy === undefined || regionOf(copy) === regionOf(bucket)) return undefined;
  return {
    name: nameOf(copy),
    region: regionOf(copy),
    ...(rule.minutes === undefined
      ? { point: "no bound: minutes, at times hours" }
      : { point: `${rule.minutes} minutes, for 99.99 % of objects`, minutes: rule.minutes }),
  };
}

/** The bucket of which this one is the copy; undefined where it is none. */
export function originalOf(graph: Graph, bucket: GraphResource): GraphResource | undefined {
  const rule = replications(graph).find(({ destination }) => destination === nameOf(bucket));
  return ofType(graph, BUCKET).find((other) => nameOf(other) === rule?.source);
}

const HOURS_A_DAY = 24;
const MINUTES_AN_HOUR = 60;

/** What backups of one kind of resource the stack copies to another region, if their tags are the ones that a plan looks for. */
export function backupCopy(
  graph: Graph,
  resource: GraphResource,
  arnPart: string,
  tags: Readonly<Record<string, unknown>>,
): Copy | undefined {
  const selection = siblings(graph, resource, "aws:backup/selection:Selection").find(
    ({ inputs }) =>
      listAt(inputs, "resources").some((arn) => String(arn).includes(arnPart)) && matches(inputs, tags),
  );
  const plan = siblings(graph, resource, "aws:backup/plan:Plan").find(
    ({ id }) => id === textAt(selection?.inputs, "planId"),
  );
  return planCopy(plan);
}

/** Where a plan copies to, and how old its newest copy may be: a day, and the time that a job may take. */
export function planCopy(plan: GraphResource | undefined): Copy | undefined {
  const rule = listAt(plan?.inputs, "rules").find((each) => listAt(each, "copyActions").length > 0);
  const arn = textAt(listAt(rule, "copyActions")[0], "destinationVaultArn");
  if (rule === undefined || arn === undefined) return undefined;
  const [, , , region = "", , , vault = ""] = arn.split(":");
  const job = (numberAt(rule, "startWindow") ?? 0) + (numberAt(rule, "completionWindow") ?? 0);
  const hours = intervalHours(textAt(rule, "schedule") ?? "");
  const most = hours + job / MINUTES_AN_HOUR;
  return {
    name: vault,
    region,
    point: `${hours} hours between copies, ${most} if a job takes all of its time; copying takes its own`,
    minutes: most * MINUTES_AN_HOUR,
  };
}

/** Hours between two runs of a schedule that runs every day, which is all that plans here use. */
function intervalHours(schedule: string): number {
  const daily = /^cron\(\d+ \d+ (\*|\?) \* (\*|\?) \*\)$/;
  if (!daily.test(schedule)) throw new Error(`a plan should run every day, got ${schedule}`);
  return HOURS_A_DAY;
}

function matches(selection: unknown, tags: Readonly<Record<string, unknown>>): boolean {
  const wanted = listAt(selection, "conditions").flatMap((block) => listAt(block, "stringEquals"));
  return (
    wanted.length > 0 &&
    wanted.every((condition) => {
      const tag = (textAt(condition, "key") ?? "").replace("aws:ResourceTag/", "");
      return tags[tag] === valueAt(condition, "value");
    })
  );
}
