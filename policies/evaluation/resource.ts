import type { Reader } from "./reader";

/** One resource, as rules see it. */
export interface Resource {
  readonly urn: string;
  /** Type token in its canonical spelling, see `canonicalType`. */
  readonly type: string;
  readonly name: string;
  /** What the program asks for. */
  readonly inputs: Reader;
  /** What the provider made of it, defaults and computed values included. Before it exists, most of it is unknown. */
  readonly outputs: Reader;
  /** `protect: true`: the engine refuses to delete it. */
  readonly protect: boolean;
  /** URN of the parent. */
  readonly parent?: string;
  /** Property of `inputs` → URNs of the resources whose outputs flow into it. Empty while a resource is judged on its own. */
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  /** Inputs of the provider, such as the tags that it gives to everything. */
  readonly provider?: Reader;
  /** Of an object that a chart installs: which chart. Absent for what a program registers itself. */
  readonly installedBy?: { readonly chart: string; readonly version: string };
  /** Of a Helm release: whether what it installs was judged. Undefined where nobody looked for rendered manifests. */
  readonly contents?: ChartContents;
}

/** What is known of the objects that a chart installs. */
export type ChartContents =
  /** Its rendered manifests were at hand, and every object in them was judged. */
  | { readonly state: "judged" }
  /** They were not, or belong to another chart, version or values. */
  | {
      readonly state: "not judged";
      /** Ends a sentence that begins with "what the chart installs". */
      readonly why: string;
      /** Whether they have to be: with a cloud, where it will be installed. */
      readonly demanded: boolean;
    };
