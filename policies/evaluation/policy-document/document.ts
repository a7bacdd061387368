import type { Answer } from "../answer";
import type { Read, Reader, Unknown } from "../reader";
import { conditionsOf, type Conditions } from "./conditions";
import { principalsOf, type Principals } from "./principals";
import { selectionOf, type Selection } from "./selection";

/** A policy in one shape, however it was written: as JSON text or as an object, with single values or lists, wholly known or not. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** Why further statements may be hidden, where they may. */
  readonly open: readonly Unknown[];
}

export interface Statement {
  /** Where it stands, such as `policy.Statement[0]`. */
  readonly path: string;
  /** What people call it: its `Sid`, else its number from one. */
  readonly label: string;
  /** Whether its effect is `Allow`. One without an effect AWS refuses, while what builds documents takes it for Allow. */
  readonly allows: Answer;
  readonly denies: Answer;
  readonly actions: Selection;
  /** What is not said means the resource that the policy hangs on. */
  readonly resources: Selection;
  /** undefined in policies that hang on an identity, which is the principal then. */
  readonly principals: Principals | undefined;
  readonly conditions: Conditions;
}

/** AWS takes at most 131,072 characters, for a policy of a VPC endpoint or an access point much less; what is longer is no policy. */
const LONGEST_DOCUMENT = 1_000_000;
/** A document of the longest kind has room for some two thousand statements. */
const MOST_STATEMENTS = 5_000;

/** Documents by place and text: many rules read the same one. */
const known = new Map<string, Read<PolicyDocument>>();
/** Large enough for a stack of a thousand resources, small enough to be forgotten by a long-lived process. */
const MOST_KNOWN = 2_000;

/** The policy at a place: JSON text or an object. What is neither, or no policy, is unknown and says why. */
export function policyDocument(place: Reader): Read<PolicyDocument> {
  const text = place.text();
  if (text.state === "absent") return text;
  if (text.state !== "value") return parsed(place);
  if (text.value.trim() === "") return { state: "absent" };
  const key = `${place.path}\n${text.value}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const document = parsed(place.json(LONGEST_DOCUMENT));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, document);
  return document;
}

function parsed(root: Reader): Read<PolicyDocument> {
  const fields = root.fields();
  if (fields.state !== "value") return fields;
  const list = root.at("Statement").list();
  if (list.state === "absent") return { state: "value", value: { statements: [], open: [] } };
  if (list.state === "unknown") return list;
  if (list.value.length > MOST_STATEMENTS) {
    const why = `has ${list.value.length} statements, and at most ${MOST_STATEMENTS} are read`;
    return { state: "unknown", path: root.at("Statement").path, why };
  }
  const statements: Statement[] = [];
  const open: Unknown[] = [];
  list.value.forEach((place, index) => {
    const statement = place.fields();
    if (statement.state === "value") statements.push(statementOf(place, index));
    else if (statement.state === "unknown") open.push(statement);
  });
  return { state: "value", value: { statements, open } };
}

function statementOf(place: Reader, index: number): Statement {
  const effect = place.at("Effect").text();
  const has = (wanted: string, whenAbsent: boolean): Answer => {
    if (effect.state === "unknown") return effect;
    return effect.state === "absent" ? whenAbsent : effect.value === wanted;
  };
  const sid = place.at("Sid").filledText();
  return {
    path: place.path,
    label: sid.state === "value" ? `'${sid.value}'` : `number ${index + 1}`,
    allows: has("Allow", true),
    denies: has("Deny", false),
    actions: selectionOf(place, "Action", { ignoreCase: true }),
    resources: selectionOf(place, "Resource", { whenAbsent: ["*"] }),
    principals: principalsOf(place),
    conditions: conditionsOf(place.at("Condition")),
  };
}
