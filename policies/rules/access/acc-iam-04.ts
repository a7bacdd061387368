import { every, isOpen, type Answer } from "../../evaluation/answer";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { policyDocument, type PolicyDocument } from "../../evaluation/policy-document/document";
import { allowsEverywhere } from "../../evaluation/policy-document/grants";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { ESCALATIONS } from "./escalation";
import { ATTACHING, companions, INLINE, POLICY, ROLE_ATTACHMENT } from "./identity-policies";

const FIX =
  "take one of the actions out, name the resources that they are for, or limit them by a condition such as iam:PermissionsBoundary";

export const noPrivilegeEscalation: StackRule = {
  id: "ACC-IAM-04",
  slug: "no-privilege-escalation",
  title: "No privilege-escalation combinations",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["7.2.2", "7.2.5"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.2", "A.8.18"],
  },
  scope: "stack",
  types: [POLICY, ...INLINE, ROLE_ATTACHMENT],
  siblings: ATTACHING,
  remediation: "Name the resources of actions that change permissions, or of one action of every set.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  check(resource, stack) {
    if (resource.type === ROLE_ATTACHMENT) return judgeAttachment(resource, stack);
    const document = policyDocument(resource.inputs.at("policy"));
    if (document.state === "absent") return notApplicable("it carries no policy");
    if (document.state === "unknown") return undetermined(document);
    return allOf([pass, ...judgeAlone(document.value), ...judgeTogether(resource, document.value, stack)]);
  },
};

function judgeAlone(document: PolicyDocument): readonly Outcome[] {
  return ESCALATIONS.flatMap((set) => {
    const answer = allowsAll([document], set);
    if (isOpen(answer)) return [undetermined(answer)];
    return answer ? [escalates(set, "the policy allows", "policy")] : [];
  }).filter(isNew());
}

/** Sets that no policy has alone, but an identity has by several. Each policy that adds something to one is told. */
function judgeTogether(resource: Resource, own: PolicyDocument, stack: Stack): readonly Outcome[] {
  const sets = ESCALATIONS.filter(
    (set) => set.length > 1 && set.some((action) => mayAllow([own], action)) && !mayAllow([own], ...set),
  );
  if (sets.length === 0) return [];
  const documents: PolicyDocument[] = [own];
  const outcomes: Outcome[] = [];
  for (const [policy, answer] of companions(resource, stack)) {
    const document = policyDocument(policy.inputs.at("policy"));
    if (document.state === "unknown") outcomes.push(undetermined(document, policy.urn));
    if (document.state !== "value") continue;
    const adds = sets.some((set) => set.some((action) => mayAllow([document.value], action)));
    if (answer === true) documents.push(document.value);
    else if (isOpen(answer) && adds) outcomes.push(undetermined(answer));
  }
  // What is not known yet might take back what the others give.
  if (outcomes.length > 0) return outcomes.filter(isNew());
  return sets
    .flatMap((set) => {
      const answer = allowsAll(documents, set);
      if (isOpen(answer)) return [undetermined(answer)];
      return answer
        ? [escalates(set, "together with other policies of the same identity it allows", "policy")]
        : [];
    })
    .filter(isNew());
}

/** A policy that is attached twice is told once, where it stands. An attachment of what is not in the stack says nothing of its own. */
function judgeAttachment(attachment: Resource, stack: Stack): Outcome {
  const { certain, doubts } = stack.parents(attachment, "policyArn", POLICY);
  const [doubt] = doubts;
  if (certain.length > 0) return notApplicable("the policy that it attaches is judged where it stands");
  return doubt === undefined
    ? notApplicable("the policy that it attaches is not in this stack")
    : undetermined(doubt.unknown, doubt.urn);
}

function allowsAll(documents: readonly PolicyDocument[], set: readonly string[]): Answer {
  return every(set.map((action) => allowsEverywhere(documents, action)));
}

function mayAllow(documents: readonly PolicyDocument[], ...set: readonly string[]): boolean {
  return allowsAll(documents, set) !== false;
}

function escalates(set: readonly string[], who: string, property: string): Outcome {
  return violation(set.length > 1 ? "combination" : "escalation", {
    message: `${who} ${set.join(" and ")} on every resource, with which whoever has ${set.length > 1 ? "them" : "it"} can become an administrator`,
    fix: FIX,
    property,
  });
}

/** Several sets may wait for the same value. */
function isNew(): (outcome: Outcome) => boolean {
  const waited = new Set<string>();
  return (outcome) => {
    if (outcome.kind !== "undetermined") return true;
    const first = !waited.has(outcome.property);
    waited.add(outcome.property);
    return first;
  };
}
