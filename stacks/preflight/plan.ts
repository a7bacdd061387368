import { registered, type Run, type StackRun } from "../model";
import type { PlannedName } from "./facts";
import { quotas, type QuotaId } from "./quotas";

/** What a stack would need of its account: told from its preview, so that nothing is forgotten when the program grows. */
export interface StackNeeds {
  readonly stack: string;
  readonly region: string;
  readonly zones: readonly string[];
  readonly names: readonly PlannedName[];
  /** How much of each quota the stack takes, of those that count by zone or VPC in the fullest one. */
  readonly quotas: Readonly<Record<QuotaId, number>>;
}

/** Type token → kind of the name, and the input that holds it. */
const NAMED: Readonly<Record<string, readonly [PlannedName["kind"], string]>> = {
  "aws:s3/bucket:Bucket": ["bucket", "bucket"],
  "aws:iam/role:Role": ["role", "name"],
  "aws:eks/cluster:Cluster": ["cluster", "name"],
  "aws:kms/alias:Alias": ["key alias", "name"],
};

/** What every stack of a preview needs. */
export function needsOf(run: Run): StackNeeds[] {
  return run.stacks.map((stack) => ({
    stack: stack.stack,
    region: stack.region,
    zones: run.topology.regions[stack.stack]?.zones ?? [],
    names: namesOf(stack),
    quotas: Object.fromEntries(quotas.map(({ id }) => [id, takenOf(stack, id)])) as Record<QuotaId, number>,
  }));
}

/** Names that an update would give. */
function namesOf(stack: StackRun): PlannedName[] {
  return registered(stack).flatMap(({ type, inputs }) => {
    const [kind, input] = NAMED[type] ?? [];
    const name = input === undefined ? undefined : inputs[input];
    if (kind === undefined || typeof name !== "string") return [];
    const region = typeof inputs["region"] === "string" ? inputs["region"] : stack.region;
    return [{ kind, name, region }];
  });
}

function takenOf(stack: StackRun, id: QuotaId): number {
  const { type, counts, per } = quotas.find((row) => row.id === id)!;
  const found = registered(stack).filter(
    (resource) => resource.type === type && (counts === undefined || counts(resource.inputs)),
  );
  if (per !== "zone") return found.length;
  return found.length === 0 ? 0 : 1; // one a zone, or one for all
}
