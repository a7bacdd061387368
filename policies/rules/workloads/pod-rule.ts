import { allOf, distinct, notApplicable, undetermined, type Outcome } from "../../evaluation/outcome";
import { podsOf, podTypes, type Container, type ContainerRole, type Pod } from "../../evaluation/pods";
import type { Resource } from "../../evaluation/resource";
import type { Change, ResourceRule, RuleMetadata } from "../../evaluation/rule";

type Metadata = Omit<RuleMetadata, "types">;

/** A rule that asks something of every pod, wherever pods are written down. */
export function podRule(metadata: Metadata, judge: (pod: Pod) => readonly Outcome[]): ResourceRule {
  return { ...metadata, scope: "resource", types: podTypes, check: (resource) => judgePods(resource, judge) };
}

/** A rule that asks something of every container of every pod. */
export function containerRule(
  metadata: Metadata,
  judge: (container: Container, pod: Pod) => readonly Outcome[],
  /** The containers of which it asks. @default all of them */
  roles?: readonly ContainerRole[],
): ResourceRule {
  return podRule(metadata, (pod) => judgeContainers(pod, judge, roles));
}

/**
 * As {@link containerRule}, of what Linux offers to keep a container in. Windows has other means: the same fields are refused there.
 */
export function linuxContainerRule(
  metadata: Metadata,
  judge: (container: Container, pod: Pod) => readonly Outcome[],
  /** What to change in a container that breaks the rule; nothing where a person has to decide. @default nothing ever */
  mend?: (container: Container, pod: Pod) => readonly Change[],
): ResourceRule {
  const isBroken = (container: Container, pod: Pod): boolean =>
    judge(container, pod).some(({ kind }) => kind === "violation");
  const rule = podRule(metadata, (pod) => {
    const { windows } = pod;
    if (windows.state === "value" && windows.value)
      return [notApplicable("its pods run Windows, which has no such setting")];
    const outcomes = judgeContainers(pod, judge);
    // Whether it is Windows decides only where something is wrong on Linux.
    const wrong = outcomes.some(({ kind }) => kind === "violation");
    return windows.state === "unknown" && wrong ? [undetermined(windows)] : outcomes;
  });
  if (mend === undefined) return rule;
  const remediate = (resource: Resource): readonly Change[] =>
    podsOf(resource).flatMap((pod) =>
      pod.containers.flatMap((container) => (isBroken(container, pod) ? mend(container, pod) : [])),
    );
  return { ...rule, remediate };
}

/** What a rule says of all pods of a resource together. */
export function judgePods(resource: Resource, judge: (pod: Pod) => readonly Outcome[]): readonly Outcome[] {
  const outcomes = podsOf(resource).flatMap(judge);
  if (outcomes.length === 0) return [notApplicable("it says nothing of pods that the rule could judge")];
  return allOf(distinct(outcomes));
}

function judgeContainers(
  pod: Pod,
  judge: (container: Container, pod: Pod) => readonly Outcome[],
  roles?: readonly ContainerRole[],
): readonly Outcome[] {
  return [
    ...pod.hidden.map((unknown) => undetermined(unknown)),
    ...pod.containers
      .filter(({ role }) => roles === undefined || roles.includes(role))
      .flatMap((container) => judge(container, pod)),
  ];
}
