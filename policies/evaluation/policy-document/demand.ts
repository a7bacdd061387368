import type { Answer } from "../answer";
import { isOpen } from "../answer";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../outcome";
import type { Reader } from "../reader";
import type { Resource } from "../resource";
import { policyDocument, type PolicyDocument, type Statement } from "./document";

/** One way in which a statement breaks a rule. */
export interface Fault {
  readonly reason: string;
  /** Whether a statement does. */
  is(statement: Statement, document: PolicyDocument): Answer;
  /** Ends a sentence that begins with "statement 'Sid'", such as "allows everyone". */
  says(statement: Statement): string;
  /** What to change, as an imperative without its full stop. */
  readonly fix: string;
}

/** Type → paths of its policy documents; `[]` stands for every element of a list. */
export type Places = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Policies that say what a user, a group or a role may do. */
export const IDENTITY_POLICIES: Places = {
  "aws:iam/policy:Policy": [["policy"]],
  "aws:iam/rolePolicy:RolePolicy": [["policy"]],
  "aws:iam/userPolicy:UserPolicy": [["policy"]],
  "aws:iam/groupPolicy:GroupPolicy": [["policy"]],
  "aws:iam/role:Role": [["inlinePolicies", "[]", "policy"]],
};

/** Where a resource carries documents. */
export function documentPlaces({ type, inputs }: Resource, places: Places): readonly Reader[] {
  return (places[type] ?? []).flatMap((path) =>
    path.reduce<readonly Reader[]>(
      (readers, step) =>
        readers.flatMap((reader) => {
          if (step !== "[]") return [reader.at(step)];
          const list = reader.list();
          return list.state === "value" ? list.value : list.state === "unknown" ? [reader] : [];
        }),
      [inputs],
    ),
  );
}

/**
 * Judges every document of a resource by every fault.
 * @param nothing what holds where the resource carries no document
 */
export function judgeDocuments(
  resource: Resource,
  places: Places,
  faults: readonly Fault[],
  nothing: readonly Outcome[] = [notApplicable("it carries no policy")],
): readonly Outcome[] {
  const outcomes = documentPlaces(resource, places).flatMap((place) => judgeDocument(place, faults));
  return outcomes.length === 0 ? nothing : allOf(outcomes);
}

/** Judges the document at a place; nothing where there is none. */
export function judgeDocument(place: Reader, faults: readonly Fault[], related?: string): readonly Outcome[] {
  const document = policyDocument(place);
  if (document.state === "absent") return [];
  if (document.state === "unknown") return [undetermined(document, related)];
  const { statements, open } = document.value;
  return onceEach([
    pass,
    ...statements.flatMap((statement) =>
      faults.flatMap((fault) => judgeStatement(statement, document.value, fault, related)),
    ),
    ...open.map((unknown) => undetermined(unknown, related)),
  ]);
}

/** Several faults may wait for the same value. */
function onceEach(outcomes: readonly Outcome[]): readonly Outcome[] {
  const waited = new Set<string>();
  return outcomes.filter((outcome) => {
    if (outcome.kind !== "undetermined") return true;
    const isNew = !waited.has(outcome.property);
    waited.add(outcome.property);
    return isNew;
  });
}

function judgeStatement(
  statement: Statement,
  document: PolicyDocument,
  fault: Fault,
  related: string | undefined,
): readonly Outcome[] {
  const answer = fault.is(statement, document);
  if (isOpen(answer)) return [undetermined(answer, related)];
  if (!answer) return [];
  return [
    violation(fault.reason, {
      message: `statement ${statement.label} ${fault.says(statement)}`,
      fix: fault.fix,
      property: statement.path,
      ...(related !== undefined && { related }),
    }),
  ];
}
