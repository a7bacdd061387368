import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Read, type Reader, type Unknown } from "../../evaluation/reader";
import { claimOf, LONGEST_KEPT, mustBeLocked } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { BUCKET } from "./buckets";

const ROLE = "aws:iam/role:Role";

/** Tag of the one role that sets locks and legal holds. */
const RECORDS_ROLE_TAG = "pharos:records-role";

/** What lifts a lock, or changes what is locked and for how long. */
const WEAKENING = [
  "s3:BypassGovernanceRetention",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutObjectRetention",
  "s3:PutObjectLegalHold",
];

export const locksCannotBeLifted: StackRule = {
  id: "RET-S3-03",
  slug: "locks-cannot-be-lifted",
  title: "Nobody may bypass or weaken Object Lock",
  severity: "critical",
  types: [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:s3/bucketPolicy:BucketPolicy",
  ],
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["10.3.2", "7.2.5"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.33", "A.8.2"],
    sec17a4: ["17a-4(f)(2)(i)(B)"],
  },
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html",
  remediation:
    "Leave the actions of Object Lock out of the policy, or limit it to buckets that are not locked; give them to one role with the tag pharos:records-role.",
  scope: "stack",
  siblings: [BUCKET, ROLE],
  check(resource, stack) {
    const records = isRecordsRole(resource, stack);
    if (records === true) return pass;
    const list = orDefault(resource.inputs.at("policy").json().at("Statement").list(), []);
    if (list.state === "unknown") return undetermined(list);
    const outcomes = allOf(list.value.map((statement) => judgeStatement(statement, stack)));
    if (records !== false && outcomes.some(({ kind }) => kind === "violation")) return undetermined(records);
    return unlessTrial(resource, outcomes.length === 0 ? [pass] : outcomes, NO_RECORDS_IN_TRIAL);
  },
};

/** Whether a role's policy belongs to the role that is meant to set locks. */
function isRecordsRole(resource: Resource, stack: Stack): boolean | Unknown {
  const { certain, doubts } = stack.parents(resource, "role", ROLE);
  const tag = certain[0]?.inputs.at("tags", RECORDS_ROLE_TAG).filledText();
  if (tag?.state === "unknown") return tag;
  if (tag?.state === "value") return tag.value === "true";
  return doubts[0]?.unknown ?? false;
}

function judgeStatement(statement: Reader, stack: Stack): Outcome {
  const effect = statement.at("Effect").filledText();
  if (effect.state === "value" && effect.value === "Deny") return pass;
  const granted = grantedBy(statement);
  if (granted.state === "unknown") return undetermined(granted);
  if (granted.state === "absent" || granted.value.length === 0) return pass;
  const reach = reachOf(statement, stack);
  if (reach.state === "unknown") return undetermined(reach);
  if (reach.state === "absent") return pass;
  if (effect.state === "unknown") return undetermined(effect);
  return violation("lock-weakened", {
    message: `a statement allows ${granted.value.join(", ")} on ${reach.value}, where records are or may be locked; only the role with the tag '${RECORDS_ROLE_TAG}' may`,
    fix: "take these actions out of the statement, or limit its resources to buckets whose records need no lock",
    property: "policy",
  });
}

/** Which of the weakening actions a statement grants. */
function grantedBy(statement: Reader): Read<readonly string[]> {
  const actions = texts(statement.at("Action"));
  const others = texts(statement.at("NotAction"));
  const covered = (patterns: readonly string[], action: string) =>
    patterns.some((pattern) => matches(pattern, action));
  const excepted = others.given && others.unknown === undefined;
  const granted = WEAKENING.filter(
    (action) => covered(actions.known, action) || (excepted && !covered(others.known, action)),
  );
  if (granted.length > 0) return { state: "value", value: granted };
  return actions.unknown ?? others.unknown ?? { state: "absent" };
}

/** What of the locked buckets a statement reaches; absent where nothing. */
function reachOf(statement: Reader, stack: Stack): Read<string> {
  const resources = texts(statement.at("Resource"));
  const others = texts(statement.at("NotResource"));
  if (others.given) return others.unknown ?? { state: "value", value: "everything but what it names" };
  let open: Unknown | undefined = resources.unknown;
  for (const arn of resources.known) {
    const name = /^arn:aws[a-z-]*:s3:::([^/]+)/.exec(arn)?.[1];
    if (name === undefined && arn !== "*") continue;
    const buckets = stack.ofType(BUCKET).filter(({ inputs }) => {
      const own = inputs.at("bucket").filledText();
      return own.state === "value" && name !== undefined && matches(name, own.value);
    });
    const wild = name === undefined || /[*?]/.test(name);
    const nameless = stack
      .ofType(BUCKET)
      .find(({ inputs }) => inputs.at("bucket").text().state === "unknown");
    if (!wild && buckets.length === 0 && nameless !== undefined) {
      const read = nameless.inputs.at("bucket").text();
      if (read.state === "unknown") open ??= read;
      continue;
    }
    if (wild || buckets.length === 0) return { state: "value", value: `'${arn}'` };
    for (const bucket of buckets) {
      const claim = claimOf(bucket, "bucket", [LONGEST_KEPT]);
      if (claim.state === "classes" && mustBeLocked(claim.classes))
        return { state: "value", value: `'${arn}'` };
      if (claim.state === "unknown") open ??= claim;
    }
  }
  return open ?? { state: "absent" };
}

interface Texts {
  /** Whether anything is said at all. */
  readonly given: boolean;
  readonly known: readonly string[];
  readonly unknown?: Unknown;
}

/** Single values and lists alike. */
function texts(place: Reader): Texts {
  const list = orDefault(place.list(), []);
  if (list.state === "unknown") return { given: true, known: [], unknown: list };
  const reads = list.value.map((entry) => entry.filledText());
  const unknown = reads.find((read): read is Unknown => read.state === "unknown");
  return {
    given: place.state !== "absent",
    known: reads.flatMap((read) => (read.state === "value" ? read.value : [])),
    ...(unknown !== undefined && { unknown }),
  };
}

/** Whether a pattern with * and ? covers a text; actions do not care for case, and buckets' names have none. One look at each sign. */
function matches(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let [at, star, resume] = [0, -1, 0];
  for (let place = 0; place < given.length;) {
    if (wanted[at] === "*") {
      star = at++;
      resume = place;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[place])) {
      at++;
      place++;
    } else if (star >= 0) {
      at = star + 1;
      place = ++resume;
    } else return false;
  }
  return wanted.slice(at).replaceAll("*", "") === "";
}
