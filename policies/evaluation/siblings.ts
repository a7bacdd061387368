import { typeOfUrn } from "./resource-types";
import type { Resource } from "./resource";

/** What points at a resource: for certain, or perhaps, because where it points is not known. */
export interface Joined {
  readonly certain: readonly Resource[];
  readonly possible: readonly Resource[];
}

/** Whether one resource names another; `perhaps` where the name is not known. */
export type Answer = "yes" | "no" | "perhaps";

/** Properties by which other resources name a resource: its id, its ARN, and what AWS calls it. */
const IDENTITIES = ["id", "arn", "name", "bucket"] as const;

/**
 * All resources of a stack, indexed once for all rules. Which child belongs to which parent is told by the engine's property
 * dependencies first, because at a preview ids are unknown, and by comparing values second. The order of the resources never matters.
 */
export class Stack {
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;

  constructor(readonly resources: readonly Resource[]) {
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
    return this.byType.get(type) ?? [];
  }

  find(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /** The resources of `childType` whose `property` names `parent`. */
  children(parent: Resource, childType: string, property: string): Joined {
    return this.split(this.ofType(childType), (child) => this.refersTo(child, property, parent));
  }

  /** The resources of `parentType` that `property` of `child` names. */
  parents(child: Resource, property: string, parentType: string): Joined {
    return this.split(this.ofType(parentType), (parent) => this.refersTo(child, property, parent));
  }

  /** URNs of the given types whose outputs flow into a property. They need not be in the stack's list. */
  sources(resource: Resource, property: string, types: readonly string[]): readonly string[] {
    const urns = resource.propertyDependencies.get(property) ?? [];
    return urns.filter((urn) => types.includes(typeOfUrn(urn)));
  }

  /**
   * Whether `property` of `child` names `parent`.
   * @param field where the name stands within the property, where that is an object: the engine knows dependencies of whole properties
   */
  refersTo(child: Resource, property: string, parent: Resource, field?: string): Answer {
    const dependencies = child.propertyDependencies.get(property) ?? [];
    const alike = dependencies.filter((urn) => typeOfUrn(urn) === parent.type);
    if (alike.length === 1) return alike[0] === parent.urn ? "yes" : "no";
    if (alike.length > 1 && !alike.includes(parent.urn)) return "no";
    const value = this.valueOf(child, field === undefined ? [property] : [property, field]);
    if (value === undefined) {
      if (alike.length > 0 || dependencies.length === 0) return "perhaps";
      return dependencies.some((urn) => this.isAncestor(urn, parent)) ? "perhaps" : "no";
    }
    if (value === null) return "no";
    const known = IDENTITIES.flatMap((identity) => this.valueOf(parent, [identity]) ?? []);
    if (known.includes(value)) return "yes";
    return this.isNameless(parent) && dependencies.length === 0 ? "perhaps" : "no";
  }

  private split(candidates: readonly Resource[], ask: (candidate: Resource) => Answer): Joined {
    const answers = candidates.map((candidate) => [candidate, ask(candidate)] as const);
    const having = (wanted: Answer) =>
      answers.flatMap(([candidate, answer]) => (answer === wanted ? [candidate] : []));
    return { certain: having("yes"), possible: having("perhaps") };
  }

  /** A text that inputs or outputs know; null where neither has any; undefined where it cannot be told. */
  private valueOf(resource: Resource, path: readonly string[]): string | null | undefined {
    const reads = [resource.inputs, resource.outputs].map((reader) => reader.at(...path).filledText());
    for (const read of reads) if (read.state === "value") return read.value;
    return reads.some(({ state }) => state === "unknown") ? undefined : null;
  }

  /** Whether the program gives the resource a name that is not known yet, so that a literal elsewhere might be it. */
  private isNameless(resource: Resource): boolean {
    return ["name", "bucket"].some((name) => resource.inputs.at(name).state === "unknown");
  }

  /** Whether `urn` is the component in which `resource` lies. */
  private isAncestor(urn: string, resource: Resource): boolean {
    const seen = new Set<string>();
    for (let above = resource.parent; above !== undefined && !seen.has(above); above = this.find(above)?.parent) {
      if (above === urn) return true;
      seen.add(above);
    }
    return false;
  }
}
