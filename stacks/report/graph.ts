import { isRegionName, regions } from "../../content/regions";
import { isMarker, type PreviewedResource, type Run, type RunTopology, type StackRun } from "../model";

export const BUCKET = "aws:s3/bucket:Bucket";
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** What the topology says of a region. Names of regions are data: only the object's own keys count. */
export function placeOf({ topology }: Run, region: string): RunTopology["regions"][string] | undefined {
  return Object.hasOwn(topology.regions, region) ? topology.regions[region] : undefined;
}

/** Jurisdiction of a region: by the run's topology where the region has a stack, else by the table of regions. */
export function jurisdictionOf(run: Run, region: string): string | undefined {
  return (
    placeOf(run, region)?.jurisdiction ?? (isRegionName(region) ? regions[region].jurisdiction : undefined)
  );
}

/** A property of a value that may be anything. */
export function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && !isMarker(value)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** A list as it is, one thing as a list of it, nothing as an empty one. */
export function items(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || isMarker(value) ? [] : [value];
}

/** What look-ups in a run need: every stack's resources by URN, and every bucket by its name. */
export class Graph {
  readonly #byUrn = new Map<string, { resource: PreviewedResource; stack: StackRun }>();
  readonly #regionOfBucket = new Map<string, string>();

  constructor(readonly run: Run) {
    for (const stack of run.stacks) {
      for (const resource of stack.resources) this.#byUrn.set(resource.urn, { resource, stack });
    }
    for (const { resource } of this.#byUrn.values()) {
      const name = resource.inputs["bucket"];
      const region = this.regionOf(resource.urn);
      if (resource.type === BUCKET && typeof name === "string" && region !== undefined)
        this.#regionOfBucket.set(name, region);
    }
  }

  get(urn: string): PreviewedResource | undefined {
    return this.#byUrn.get(urn)?.resource;
  }

  /** aws v7's own `region` of the resource, else that of its provider, else that of its stack. */
  regionOf(urn: string): string | undefined {
    const entry = this.#byUrn.get(urn);
    if (entry === undefined) return undefined;
    const { resource, stack } = entry;
    const own = resource.type.startsWith("aws:") ? resource.inputs["region"] : undefined;
    if (typeof own === "string") return own;
    const provider =
      resource.provider === undefined
        ? undefined
        : this.get(resource.provider.split("::").slice(0, 4).join("::"));
    const provided = provider?.inputs["region"];
    return typeof provided === "string" ? provided : stack.region;
  }

  /** Region of the bucket with this ARN, where one of the stacks makes it. */
  regionOfBucketArn(arn: unknown): string | undefined {
    return typeof arn === "string"
      ? this.#regionOfBucket.get(arn.replace(/^arn:[^:]*:s3:::/, ""))
      : undefined;
  }

  /** Region of the stack that a StackReference reads. */
  referenced(resource: PreviewedResource): string | undefined {
    const name = resource.inputs["name"];
    const stack = typeof name === "string" ? name.split("/").at(-1) : undefined;
    return (
      this.run.stacks.find((candidate) => candidate.stack === stack)?.region ??
      (stack === this.run.topology.hub ? stack : undefined)
    );
  }

  /** Region that a value comes from by a StackReference among the resources it depends on. */
  referencedBy(urns: readonly string[] | undefined): string | undefined {
    for (const urn of urns ?? []) {
      const resource = this.get(urn);
      if (resource?.type === STACK_REFERENCE) return this.referenced(resource);
    }
    return undefined;
  }

  /** Regions the run knows of, those with a stack and those that receive replicas. */
  knownRegions(): string[] {
    const entries = Object.entries(this.run.topology.regions);
    return [
      ...new Set(
        entries.flatMap(([name, { replicaRegion }]) =>
          replicaRegion === undefined ? [name] : [name, replicaRegion],
        ),
      ),
    ];
  }
}
