import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { globMatches } from "../../evaluation/policy-document/glob";
import { orDefault, type Reader, type Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { NO_RECORDS, recordClassOf, tagOf } from "../../evaluation/tags";
import { TRIAL_GOES, unlessTrial } from "../../evaluation/trial";

const SELECTION = "aws:backup/selection:Selection";
const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
const FILE_SYSTEM_POLICY = "aws:efs/backupPolicy:BackupPolicy";

/** How ARNs of each kind of store begin, after region and account. */
const ARN_KINDS: Readonly<Record<string, { readonly service: string; readonly path: string }>> = {
  "aws:ebs/volume:Volume": { service: "ec2", path: "volume/" },
  [FILE_SYSTEM]: { service: "elasticfilesystem", path: "file-system/" },
  "aws:dynamodb/table:Table": { service: "dynamodb", path: "table/" },
  "aws:rds/instance:Instance": { service: "rds", path: "db:" },
  "aws:rds/cluster:Cluster": { service: "rds", path: "cluster:" },
};

export const storesAreBackedUp: StackRule = {
  id: "RES-BK-01",
  slug: "stores-are-backed-up",
  title: "Stateful resources are covered by a backup selection",
  severity: "high",
  types: [
    "aws:backup/selection:Selection",
    "aws:ebs/volume:Volume",
    "aws:efs/fileSystem:FileSystem",
    "aws:dynamodb/table:Table",
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
  ],
  controls: {
    soc2: ["A1.2", "A1.3"],
    pci: ["12.10.1"],
    gdpr: ["32(1)(c)"],
    iso27001: ["A.8.13"],
    sec17a4: ["17a-4(f)(2)(v)"],
  },
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
  remediation:
    "Name the store in resources of a backup Selection, or give it the tag that a Selection's selectionTags ask for; a file system may have a BackupPolicy instead.",
  scope: "stack",
  siblings: [FILE_SYSTEM_POLICY],
  check(resource, stack) {
    if (resource.type === SELECTION) return [];
    const tag = recordClassOf(resource);
    if (tag.state === "value" && tag.value === NO_RECORDS) {
      return notApplicable("its tag says that it holds no records");
    }
    const answers = [
      ...stack.ofType(SELECTION).map((selection) => selects(selection, resource, stack)),
      ...filePolicies(resource, stack),
    ];
    if (answers.includes(true)) return pass;
    const open = answers.flatMap((answer) => (typeof answer === "boolean" ? [] : [answer]));
    if (open.length > 0) return allOf(open.slice(0, 1));
    if (tag.state === "unknown") return undetermined(tag);
    return unlessTrial(resource, [missing()], TRIAL_GOES);
  },
};

type Answer = boolean | Outcome;

/** A file system may be in the plan that AWS makes for all of them. */
function filePolicies(resource: Resource, stack: Stack): readonly Answer[] {
  if (resource.type !== FILE_SYSTEM) return [];
  const { certain, doubts } = stack.children(resource, FILE_SYSTEM_POLICY, "fileSystemId");
  return [
    ...certain.map(({ inputs, urn }): Answer => {
      const status = inputs.at("backupPolicy", "status").filledText();
      if (status.state === "unknown") return undetermined(status, urn);
      return status.state === "value" && status.value === "ENABLED";
    }),
    ...doubts.map(({ unknown, urn }) => undetermined(unknown, urn)),
  ];
}

/** A selection takes what its resources or its tags name, of that only what meets all of its conditions. */
function selects(selection: Resource, resource: Resource, stack: Stack): Answer {
  const conditions = orDefault(selection.inputs.at("conditions").list(), []);
  if (conditions.state === "unknown") return undetermined(conditions, selection.urn);
  const chosen = [
    lists(selection, resource, stack),
    tagsMatch(selection, resource),
    // Conditions with nothing before them choose among all there is.
    conditions.value.length > 0 && isSilent(selection, "resources") && isSilent(selection, "selectionTags"),
  ];
  const first = chosen.includes(true) || (chosen.find((answer) => typeof answer !== "boolean") ?? false);
  const met = conditions.value.flatMap((condition) => meets(condition, resource, selection));
  if (first === false || met.includes(false)) return false;
  return [first, ...met].find((answer) => typeof answer !== "boolean") ?? true;
}

function isSilent({ inputs, propertyDependencies }: Resource, property: string): boolean {
  const list = inputs.at(property).list();
  const none = list.state === "absent" || (list.state === "value" && list.value.length === 0);
  return none && (propertyDependencies.get(property) ?? []).length === 0;
}

/** Whether a selection's resources name a store: by what flows, by ARN, or by a pattern. */
function lists(selection: Resource, resource: Resource, stack: Stack): Answer {
  if (stack.sources(selection, "resources", [resource.type]).includes(resource.urn)) return true;
  const list = orDefault(selection.inputs.at("resources").list(), []);
  const flows = (selection.propertyDependencies.get("resources") ?? []).length > 0;
  if (list.state === "unknown") return flows ? false : undetermined(list, selection.urn);
  const entries = list.value.map((entry) => entry.filledText());
  if (entries.some((entry) => entry.state === "value" && matches(entry.value, resource))) return true;
  const open = entries.find((entry): entry is Unknown => entry.state === "unknown");
  return open !== undefined && !flows ? undetermined(open, selection.urn) : false;
}

function matches(entry: string, resource: Resource): boolean {
  if (entry === "*") return true;
  const arn = resource.outputs.at("arn").filledText();
  if (arn.state === "value" && arn.value === entry) return true;
  const kind = ARN_KINDS[resource.type];
  const [, , service, , , ...rest] = entry.split(":");
  return kind !== undefined && service === kind.service && ["*", `${kind.path}*`].includes(rest.join(":"));
}

/** Whether a store carries a tag that a selection asks for, any of them. */
function tagsMatch(selection: Resource, resource: Resource): Answer {
  const tags = orDefault(selection.inputs.at("selectionTags").list(), []);
  if (tags.state === "unknown") return undetermined(tags, selection.urn);
  const answers = tags.value.map((tag) => hasTag(tag, resource, selection, isSame));
  return answers.includes(true) || (answers.find((answer) => typeof answer !== "boolean") ?? false);
}

type Test = (wanted: string, own: string) => boolean;
const isSame: Test = (wanted, own) => wanted === own;

/** What conditions ask of a tag, and whether the store has to have it or must not. */
const CONDITIONS: Readonly<Record<string, { readonly test: Test; readonly wanted: boolean }>> = {
  stringEquals: { test: isSame, wanted: true },
  stringLikes: { test: globMatches, wanted: true },
  stringNotEquals: { test: isSame, wanted: false },
  stringNotLikes: { test: globMatches, wanted: false },
};

/** Every tag that one block of conditions asks for. */
function meets(condition: Reader, resource: Resource, selection: Resource): readonly Answer[] {
  return Object.entries(CONDITIONS).flatMap(([name, { test, wanted }]) => {
    const tags = orDefault(condition.at(name).list(), []);
    if (tags.state === "unknown") return [undetermined(tags, selection.urn)];
    return tags.value.map((tag): Answer => {
      const has = hasTag(tag, resource, selection, test);
      return typeof has === "boolean" ? has === wanted : has;
    });
  });
}

function hasTag(tag: Reader, resource: Resource, selection: Resource, test: Test): Answer {
  const key = tag.at("key").filledText();
  const value = tag.at("value").filledText();
  for (const read of [key, value]) if (read.state === "unknown") return undetermined(read, selection.urn);
  if (key.state !== "value" || value.state !== "value") return false;
  const name = key.value.replace(/^aws:ResourceTag\//, "");
  const own = tagOf(resource, name);
  if (own.state === "absent") return false;
  return own.state === "unknown" ? undetermined(own) : test(value.value, own.value);
}

function missing(): Outcome {
  return violation("not-backed-up", {
    message:
      "no backup Selection of the stack names the store or one of its tags, so that what is lost is lost; a backup is required",
    fix: "add its ARN to resources of a Selection, or give it the tag that a Selection asks for",
  });
}
