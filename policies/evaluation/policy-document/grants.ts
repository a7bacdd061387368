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
  // Most statements are about something else.
  const concerned = every([statement.allows, selects(statement.actions, action)]);
  if (concerned === false) return false;
  return every([concerned, isUnlimited(statement.resources), not(limitTarget(statement.conditions))]);
}

/** Whether a document forbids an action altogether, so that no statement can allow it. */
function forbids(document: PolicyDocument, action: string): Answer {
  return some([
    ...document.statements.map(({ denies, actions, resources, conditions }) =>
      denies === false
        ? false
        : every([denies, selects(actions, action), isUnlimited(resources), isUnconditional(conditions)]),
    ),
    ...document.open,
  ]);
}

/** What one document says of one action. */
interface Said {
  readonly allowed: Answer;
  readonly notForbidden: Answer;
}

/** Documents are asked for the same actions again and again. */
const known = new WeakMap<PolicyDocument, Map<string, Said>>();

function saidOf(document: PolicyDocument, action: string): Said {
  const answers = known.get(document) ?? new Map<string, Said>();
  known.set(document, answers);
  const before = answers.get(action);
  if (before !== undefined) return before;
  const said = {
    allowed: some([
      ...document.statements.map((statement) => grantsEverywhere(statement, action)),
      ...document.open,
    ]),
    notForbidden: not(forbids(document, action)),
  };
  answers.set(action, said);
  return said;
}

/** Whether documents that hang on one identity together allow an action on whatever there is. */
export function allowsEverywhere(documents: readonly PolicyDocument[], action: string): Answer {
  const said = documents.map((document) => saidOf(document, action));
  return every([some(said.map(({ allowed }) => allowed)), ...said.map(({ notForbidden }) => notForbidden)]);
}
