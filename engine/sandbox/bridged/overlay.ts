import type { Shape, TypeFacts } from "../facts/model";
import type { Template } from "../template";
import type { Properties, Value } from "../values";

/** Within what a name must be unique. `account` and `region` are AWS'; the others have one scope each. */
export type NameScope = "global" | "account" | "region";

/** A name that only one resource may have. */
export interface UniqueName {
  /** The inputs that make it, dotted paths. */
  readonly by: readonly string[];
  readonly scope: NameScope;
  /** What the service answers to a second one, e.g. `BucketAlreadyExists`. */
  readonly code: string;
}

/** What stands in the way of a deletion: resources of another type that name this one. */
interface Obstacle {
  readonly type: string;
  /** Their input that names it. */
  readonly input: string;
  /** The output of this resource that they name. */
  readonly output: string;
  readonly message: string;
}

/** What a text must look like, and the words that say so. */
export interface Pattern {
  readonly fits: RegExp;
  readonly says: string;
}

/** What a generator computes from: the made-up values of types that templates cannot express (keys, passwords). */
export interface Generation {
  readonly inputs: Properties;
  readonly seed: string;
}

/** What the facts of a type do not tell: how its made-up values look, how it is named, what is unique. */
export interface Overlay {
  /** Template of the id. @default the name where the type has one, else `<type>-` and 17 hex characters */
  readonly id?: string | ((inputs: Properties) => string);
  /** Computed outputs. One that is also an input is filled where absent; objects are merged. @default by the words in their names */
  readonly outputs?: Readonly<Record<string, Template>>;
  /** Computes what templates cannot. Called at creation; an update keeps the values unless `everyUpdate`. */
  readonly generate?: (generation: Generation) => Record<string, Value>;
  /** The input that names the resource. @default "name" */
  readonly name?: string;
  /** Longest name. @default 255 */
  readonly nameLength?: number;
  /** What a made-up name starts with, e.g. `alias/`. */
  readonly namePrefix?: string;
  /** Whether made-up names are in lower case. @default false */
  readonly lowerCase?: boolean;
  /** Whether a missing name is made up. @default where the SDK does not require it */
  readonly autoname?: boolean;
  readonly unique?: readonly UniqueName[];
  /** The resource has no region of its own. @default false */
  readonly global?: boolean;
  /** Inputs whose change replaces the resource, beyond those of the facts. */
  readonly replacesOn?: readonly string[];
  /** Input path → its allowed values. */
  readonly values?: Readonly<Record<string, readonly (string | number)[]>>;
  /** Input path → what it must look like. */
  readonly patterns?: Readonly<Record<string, Pattern>>;
  /** Outputs that are secret, beyond those of the facts. */
  readonly secret?: readonly string[];
  readonly obstacles?: readonly Obstacle[];
  /** The input by which resources that are parts of this one name its id: they go when it goes. */
  readonly parts?: string;
  /** The service's word for it in messages, e.g. "S3 Bucket". @default from the token */
  readonly called?: string;
}

/** Overlays by type token without the provider: `s3/bucket:Bucket`. */
export type OverlayTable = Readonly<Record<string, Overlay>>;

/** What a bridged type is made of. */
export interface TypeSource {
  readonly token: string;
  readonly facts: TypeFacts;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly overlay: Overlay;
}
