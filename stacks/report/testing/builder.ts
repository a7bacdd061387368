import { cannotBeUndone } from "../../cannot-be-undone";
import {
  STACK_TYPE,
  type Finding,
  type Operation,
  type PolicyOutcome,
  type PreviewedResource,
  type RuleOutcome,
  type StackRun,
} from "../../model";

/** The parts of a resource that a test may want to set; everything else has a plain default. */
export type ResourceOptions = Partial<Omit<PreviewedResource, "urn" | "type" | "name" | "parent">>;

/** Builds one stack's resources with URNs as the engine writes them. */
export class StackBuilder {
  readonly resources: PreviewedResource[] = [];
  readonly root: string;
  readonly #provider: string;

  constructor(
    readonly region: string,
    /** Operation of every resource that does not say otherwise. */
    readonly operation: Operation = "create",
  ) {
    this.root = this.#push(STACK_TYPE, `pharos-${region}`, undefined, { custom: false });
    this.#provider = this.add("pulumi:providers:aws", "aws", undefined, {
      inputs: { region, skipMetadataApiCheck: "false" },
    });
  }

  /** A component; returns its URN. */
  component(type: string, name: string, parent: string = this.root): string {
    return this.#push(type, name, parent, { custom: false });
  }

  /** A resource; returns its URN. AWS types get the stack's own provider. */
  add(type: string, name: string, parent: string = this.root, options: ResourceOptions = {}): string {
    const provider = type.startsWith("aws:") ? { provider: this.#provider } : {};
    return this.#push(type, name, parent, { ...provider, ...options });
  }

  #push(type: string, name: string, parent: string | undefined, options: ResourceOptions): string {
    const parentType = parent === undefined || parent === this.root ? "" : `${parent.split("::")[2] ?? ""}$`;
    const urn = `urn:pulumi:${this.region}::pharos::${parentType}${type}::${name}`;
    this.resources.push({
      urn,
      type,
      name,
      ...(parent === undefined ? {} : { parent }),
      operation: this.operation,
      inputs: {},
      dependencies: [],
      propertyDependencies: {},
      protect: false,
      retainOnDelete: false,
      custom: true,
      ...options,
    });
    return urn;
  }
}

/** Counts the operations of a list of resources. */
function countOperations(resources: readonly PreviewedResource[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { operation } of resources) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** A stack's run around its resources. */
export function stackRun(
  builder: StackBuilder,
  options: Partial<StackRun> & Pick<StackRun, "role" | "jurisdiction">,
): StackRun {
  return {
    stack: builder.region,
    region: builder.region,
    resources: builder.resources,
    operations: countOperations(builder.resources),
    seconds: 10,
    policies: { rules: [], findings: [], uncoveredTypes: [] },
    diagnostics: [],
    unknownHubOutputs: [],
    outcome: "ok",
    cannotBeUndone: cannotBeUndone(builder.resources),
    ...options,
  };
}

/** What a rule is, without how it fared. */
export type RuleFacts = Pick<
  RuleOutcome,
  "id" | "title" | "pack" | "severity" | "level" | "controls" | "remediation"
>;

/** A policy outcome whose counts agree with its findings: each rule was satisfied `satisfied` times besides. */
export function policyOutcome(
  rules: readonly (RuleFacts & { satisfied: number; notApplicable?: number })[],
  findings: Finding[] = [],
  uncoveredTypes: string[] = [],
): PolicyOutcome {
  const count = (rule: string, state: Finding["state"]): number =>
    findings.filter((finding) => finding.rule === rule && finding.state === state).length;
  return {
    rules: rules.map(({ satisfied, notApplicable = 0, ...facts }) => {
      const violations = count(facts.id, "violated");
      const undetermined = count(facts.id, "undetermined");
      const waived = count(facts.id, "waived");
      return {
        ...facts,
        evaluated: satisfied + violations + undetermined + waived,
        violations,
        undetermined,
        waived,
        notApplicable,
      };
    }),
    findings,
    uncoveredTypes,
  };
}
