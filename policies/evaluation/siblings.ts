import type { Unknown } from "./reader";
import { typeOfUrn } from "./resource-types";
import type { Resource } from "./resource";

/** What points at a resource: for certain, or perhaps. */
export interface Joined {
  readonly certain: readonly Resource[];
  readonly doubts: readonly Doubt[];
}

/** Why it cannot be told whether one resource names another. */
export interface Doubt {
  /** URN of the resource whose property is not known. */
  readonly urn: string;
  readonly unknown: Unknown;
}

/** Properties by which other resources name a resource: its id, its ARN, and what AWS calls it. */
const IDENTITIES = ["id", "arn", "name", "bucket"] as const;
/** Those of them that a program chooses. */
const NAMES = ["name", "bucket"] as const;

/**
 * All resources of a stack, indexed once for all rules. Which child belongs to which parent is told by the engine's property
 * dependencies first, because at a preview ids are unknown, and by comparing values second. The order of the resources never matters.
 */
export class Stack {
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;

  /**
   * @param readable canonical types whose properties are known, where not all are: to ask for others is a mistake in a rule, which has to
   * name what it reads, and would otherwise be answered as if there were nothing
   */
  constructor(
    readonly resources: readonly Resource[],
    private readonly readable?: ReadonlySet<string>,
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const byType = new Map<string, Resource[]>();
    for (const resource of resources) {
      const known = byType.get(resource.type);
      if (known === undefined) byType.set(resource.type, [resource]);
      else known.push(resource);
    }
    for (const list of byType.values()) list.sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
    this.byType = byType;
  }

  /** The resources of a canonical type, sorted by URN. */
  ofType(type: string): readonly Resource[] {
    if (this.readable?.has(type) === false)
      throw new Error(`${type} is not among the types that the rule says it reads`);
    return this.byType.get(type) ?? [];
  }

  find(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /** The resources of `childType` whose `property` names `parent`. */
  children(parent: Resource, childType: string, property: string): Joined {
    return join(this.ofType(childType), (child) => this.refersTo(child, property, parent));
  }

  /** The resources of `parentType` that `property` of `child` names. */
  parents(child: Resource, property: string, parentType: string): Joined {
    return join(this.ofType(parentType), (parent) => this.refersTo(child, property, parent));
  }

  /** URNs of the given types whose outputs flow into a property. They need not be in the stack's list. */
  sources(resource: Resource, property: string, types: readonly string[]): readonly string[] {
    const urns = resource.propertyDependencies.get(property) ?? [];
    return urns.filter((urn) => types.includes(typeOfUrn(urn)));
  }

  /**
   * Whether `property` of `child` names `parent`, or why that cannot be told.
   * @param field where the name stands within the property, where that is an object: the engine knows dependencies of whole properties
   */
  refersTo(child: Resource, property: string, parent: Resource, field?: string): boolean | Doubt {
    const dependencies = child.propertyDependencies.get(property) ?? [];
    const alike = dependencies.filter((urn) => typeOfUrn(urn) === parent.type);
    if (alike.length === 1) return alike[0] === parent.urn;
    if (alike.length > 1 && !alike.includes(parent.urn)) return false;
    // What the program did not ask for names nobody, whatever the provider may compute for it.
    if (dependencies.length === 0 && child.inputs.at(property).state === "absent") return false;
    const value = textOf(child, field === undefined ? [property] : [property, field]);
    if (value === undefined) return false;
    if (typeof value !== "string") {
      const open = alike.length > 0 || dependencies.length === 0;
      return open || dependencies.some((urn) => this.isAncestor(urn, parent))
        ? { urn: child.urn, unknown: value }
        : false;
    }
    if (IDENTITIES.some((identity) => textOf(parent, [identity]) === value)) return true;
    // A literal may be the name of a parent that gets its name from elsewhere.
    const name = dependencies.length > 0 ? undefined : unknownName(parent);
    return name === undefined ? false : { urn: parent.urn, unknown: name };
  }

  /** Whether `urn` is the component in which `resource` lies. */
  private isAncestor(urn: string, resource: Resource): boolean {
    const seen = new Set<string>();
    for (
      let above = resource.parent;
      above !== undefined && !seen.has(above);
      above = this.find(above)?.parent
    ) {
      if (above === urn) return true;
      seen.add(above);
    }
    return false;
  }
}

function join(candidates: readonly Resource[], ask: (candidate: Resource) => boolean | Doubt): Joined {
  const answers = candidates.map((candidate) => [candidate, ask(candidate)] as const);
  return {
    certain: answers.flatMap(([candidate, answer]) => (answer === true ? [candidate] : [])),
    doubts: answers.flatMap(([, answer]) => (typeof answer === "boolean" ? [] : [answer])),
  };
}

/** A text that inputs or outputs know, else why it is not known, else nothing. */
function textOf(resource: Resource, path: readonly string[]): string | Unknown | undefined {
  const reads = [resource.inputs, resource.outputs].map((reader) => reader.at(...path).filledText());
  for (const read of reads) if (read.state === "value") return read.value;
  return reads.find((read) => read.state === "unknown");
}

function unknownName(resource: Resource): Unknown | undefined {
  for (const name of NAMES) {
    const read = resource.inputs.at(name).text();
    if (read.state === "unknown") return read;
  }
  return undefined;
}
