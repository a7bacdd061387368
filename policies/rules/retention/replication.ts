import type { Read, Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { Setting } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";
import { BUCKET, REPLICATION } from "./buckets";

/** Where each kind of holder names destinations. */
const HOLDERS = [
  { type: REPLICATION, property: "rules", path: ["rules"] },
  { type: BUCKET, property: "replicationConfiguration", path: ["replicationConfiguration", "rules"] },
] as const;

/** Where a replication copies to, as far as this stack knows. */
export interface Destinations {
  readonly buckets: readonly Resource[];
  /** Why there may be more of them. */
  readonly unknown?: Unknown;
}

/** The buckets of this stack into which a replication copies. */
export function destinationsIn(setting: Setting, source: Resource, stack: Stack): Destinations {
  const property = setting.isInline ? "replicationConfiguration" : "rules";
  const path = setting.isInline ? [property, "rules"] : [property];
  const answers = stack
    .ofType(BUCKET)
    .filter(({ urn }) => urn !== source.urn)
    .map((bucket) => ({ bucket, answer: namesDestination(setting.holder, property, path, bucket, stack) }));
  const unknown = answers.find(({ answer }) => answer.state === "unknown")?.answer;
  return {
    buckets: answers.flatMap(({ bucket, answer }) =>
      answer.state === "value" && answer.value ? [bucket] : [],
    ),
    ...(unknown?.state === "unknown" && { unknown }),
  };
}

/** Whether any replication of the stack copies into a bucket. */
export function isReplica(bucket: Resource, stack: Stack): Read<boolean> {
  let unknown: Read<boolean> | undefined;
  for (const { type, property, path } of HOLDERS) {
    for (const holder of stack.ofType(type)) {
      if (holder.urn === bucket.urn) continue;
      const answer = namesDestination(holder, property, path, bucket, stack);
      if (answer.state === "value" && answer.value) return answer;
      if (answer.state === "unknown") unknown ??= answer;
    }
  }
  return unknown ?? { state: "value", value: false };
}

/** Whether a rule of a replication names a bucket: by value, else because the bucket's ARN flows into the rules. */
function namesDestination(
  holder: Resource,
  property: string,
  path: readonly string[],
  bucket: Resource,
  stack: Stack,
): Read<boolean> {
  if (stack.sources(holder, property, [BUCKET]).includes(bucket.urn)) return { state: "value", value: true };
  const rules = holder.inputs.at(...path).list();
  if (rules.state === "absent") return { state: "value", value: false };
  if (rules.state === "unknown") return rules;
  const names = rules.value.map((rule) => rule.at("destination", "bucket").filledText());
  const own = bucket.inputs.at("bucket").filledText();
  const known = names.flatMap((name) => (name.state === "value" ? nameIn(name.value) : []));
  if (own.state === "value" && known.includes(own.value)) return { state: "value", value: true };
  const planned = (holder.propertyDependencies.get(property) ?? []).length > 0;
  const open = names.find((name) => name.state === "unknown");
  if (open?.state === "unknown" && !planned) return open;
  return own.state === "unknown" && known.length > 0 ? own : { state: "value", value: false };
}

/** A bucket's name, from its ARN or on its own. */
function nameIn(text: string): string {
  return text.slice(text.lastIndexOf(":") + 1);
}
