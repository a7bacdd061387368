import { not, some, type Answer } from "../answer";
import type { Reader, Unknown } from "../reader";
import { globMatches, isStar } from "./glob";

/** What a statement applies to: patterns that it names, or everything except them. */
export interface Selection {
  /** The patterns are exceptions: `NotAction`, `NotResource`. */
  readonly except: boolean;
  readonly patterns: readonly string[];
  /** Why further patterns may be hidden, where they may. */
  readonly open: readonly Unknown[];
  readonly ignoreCase: boolean;
}

interface SelectionOptions {
  /** @default false */
  readonly ignoreCase?: boolean;
  /** What holds where the statement says nothing. @default nothing */
  readonly whenAbsent?: readonly string[];
}

/** Reads `Action`/`NotAction` or `Resource`/`NotResource`. */
export function selectionOf(
  statement: Reader,
  name: "Action" | "Resource",
  { ignoreCase = false, whenAbsent = [] }: SelectionOptions,
): Selection {
  const named = patternsAt(statement.at(name));
  const excepted = patternsAt(statement.at(`Not${name}`));
  if (named !== undefined) return { except: false, ...named, ignoreCase };
  if (excepted !== undefined) return { except: true, ...excepted, ignoreCase };
  return { except: false, patterns: whenAbsent, open: [], ignoreCase };
}

/** Single texts and lists of texts alike; undefined where there is nothing. */
export function patternsAt(place: Reader): { patterns: string[]; open: Unknown[] } | undefined {
  const list = place.list();
  if (list.state === "absent") return undefined;
  if (list.state === "unknown") return { patterns: [], open: [list] };
  const patterns: string[] = [];
  const open: Unknown[] = [];
  for (const element of list.value) {
    const text = element.text();
    if (text.state === "value") patterns.push(text.value.trim());
    else if (text.state === "unknown") open.push(text);
  }
  return { patterns, open };
}

/** Whether a selection applies to one action or one resource. A `*` in the question stands for itself: all of them have to be covered. */
export function selects(selection: Selection, wanted: string): Answer {
  const text = selection.ignoreCase ? wanted.toLowerCase() : wanted;
  const named = some([
    selection.patterns.some((pattern) =>
      globMatches(selection.ignoreCase ? pattern.toLowerCase() : pattern, text),
    ),
    ...selection.open,
  ]);
  return selection.except ? not(named) : named;
}

/** Whether a selection says `*`, or everything but a few. */
export function isEverything(selection: Selection): Answer {
  if (selection.except) return true;
  return some([selection.patterns.some(isStar), ...selection.open]);
}

/**
 * Whether a selection of resources is not limited to any name: `*`, everything but a few, or an ARN whose every part is a wildcard from its
 * account on, such as `arn:aws:iam::*:role/*`.
 */
export function isUnlimited(resources: Selection): Answer {
  if (resources.except) return true;
  return some([resources.patterns.some(namesNothing), ...resources.open]);
}

/**
 * Kinds whose ids AWS makes up, so that nobody can name one before it is there: volumes and snapshots of EC2, continuous backups of RDS.
 * Their kind in one region is the name that they have.
 */
const NAMED_BY_AWS =
  /^arn:aws[a-z-]*:(ec2:[a-z0-9-]+:\d*:(volume|snapshot)\/|rds:[a-z0-9-]+:\d{12}:cluster-auto-backup:)\*$/;

function namesNothing(pattern: string): boolean {
  if (isStar(pattern)) return true;
  if (NAMED_BY_AWS.test(pattern)) return false;
  const [scheme, , service, , , ...name] = pattern.split(":");
  if (scheme !== "arn") return pattern.startsWith("arn*");
  if (name.length === 0) return pattern.endsWith("*");
  // `role/*`, `log-group:*` and `*` name no resource: a kind alone is no name. In S3 what stands there is a bucket.
  const bare = service === "s3" ? /^[*/]+$/ : /^([a-z-]+[/:])?[*/:]+$/;
  return bare.test(name.join(":"));
}
