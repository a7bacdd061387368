import { every, not, some, type Answer } from "../answer";
import { isUnconditional, type Conditions } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import { isUnlimited, selects } from "./selection";

/**
 * Keys of conditions that say under which circumstances somebody may do something, not to what: they leave a grant as wide as it is. All
 * keys of `aws:` are such but these.
 */
const TARGETS = [
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:resourcetag/",
  "aws:requesttag/",
];

/** Says for which service a role is, which does not say which role. */
const PASSED_TO = "iam:passedtoservice";

/** Whether conditions limit what a grant can be used on. */
export function limitTarget(
  conditions: Conditions,
  isTarget: (key: string) => boolean = limitsTarget,
): Answer {
  return some([conditions.list.some(({ key }) => isTarget(key)), ...conditions.open]);
}

function limitsTarget(key: string): boolean {
  return key.startsWith("aws:") ? TARGETS.some((target) => key.startsWith(target)) : key !== PASSED_TO;
}

/** Whether one statement allows an action on whatever there is. */
export function grantsEverywhere(statement: Statement, action: string): Answer {
  return every([
    statement.allows,
    selects(statement.actions, action),
    isUnlimited(statement.resources),
    not(limitTarget(statement.conditions)),
  ]);
}

/** Whether a document forbids an action altogether, so that no statement can allow it. */
export function forbids(document: PolicyDocument, action: string): Answer {
  return some(
    document.statements.map(({ denies, actions, resources, conditions }) =>
      every([denies, selects(actions, action), isUnlimited(resources), isUnconditional(conditions)]),
    ),
  );
}

/** Whether documents that hang on one identity together allow an action on whatever there is. */
export function allowsEverywhere(documents: readonly PolicyDocument[], action: string): Answer {
  const allowed = documents.flatMap(({ statements, open }) => [
    ...statements.map((statement) => grantsEverywhere(statement, action)),
    ...open,
  ]);
  return every([some(allowed), ...documents.map((document) => not(forbids(document, action)))]);
}
