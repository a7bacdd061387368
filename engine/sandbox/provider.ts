import type { Claim } from "./claims";
import type { Entry, InventoryView } from "./inventory";
import type { Properties } from "./values";

/** What the engine asks a provider to check. */
export interface CheckRequest {
  readonly urn: string;
  readonly olds: Properties;
  readonly news: Properties;
  /** A name the engine proposes, or `null` where it forbids made-up names. @default the provider makes one up */
  readonly proposedName?: string | null | undefined;
}

export interface Checked {
  readonly inputs: Properties;
  /** What is wrong, a sentence each. */
  readonly failures: readonly string[];
}

export type ChangeKind = "add" | "delete" | "update";

/** One changed property: its path (`vpcConfig.subnetIds[0]`). */
export interface PropertyChange {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

export interface Difference {
  readonly changes: readonly PropertyChange[];
  /** The old one must go before the new one can come, because of a name both have. */
  readonly deleteBeforeReplace: boolean;
}

/** What a resource is created or updated from. */
export interface Making {
  readonly urn: string;
  readonly inputs: Properties;
  readonly view: InventoryView;
}

export interface Made {
  readonly id: string;
  readonly key: string;
  readonly seed: string;
  readonly outputs: Properties;
}

/** How a resource type behaves for one configured provider. */
export interface ResourceModel {
  check(request: CheckRequest, view: InventoryView): Checked;
  diff(oldInputs: Properties, newInputs: Properties): Difference;
  /** The names a resource with these inputs would hold; those not known yet are left out. */
  claims(inputs: Properties): Claim[];
  /** What the outputs of a new resource will be, as far as that is known at preview. */
  foresee(making: Making): Properties;
  /** Makes it. @throws CloudError */
  make(making: Making): Made;
  /** The outputs after an update; `entry` is absent where the cloud has lost the resource (at preview only). */
  remake(
    making: Making,
    id: string,
    olds: Properties,
    preview: boolean,
    entry: Entry | undefined,
  ): Properties;
  /** The inventory's key of the resource with an id; `properties` may name another place than the provider's own. */
  key(id: string, properties: Properties): string;
  /** Why it cannot be deleted now. */
  obstacle(entry: Entry, view: InventoryView): string | undefined;
  /** The keys of what goes when it goes. */
  takesAlong(entry: Entry, view: InventoryView): string[];
}

/** A provider with its configuration. */
export interface ConfiguredProvider {
  /** @throws CloudError for a type of which the sandbox has no facts */
  resource(type: string): ResourceModel;
  /** Answers a function of the provider. @throws CloudError for one the sandbox does not know */
  invoke(token: string, args: Properties, view: InventoryView): Properties;
}

export interface Provider {
  readonly name: string;
  /** The npm package whose version the sandbox announces. */
  readonly package: string;
  /** What is wrong with the provider's own settings; unknowns have been taken out. */
  checkConfig(settings: Properties): readonly string[];
  /** The settings whose change means another place, so that everything in it is replaced. */
  relocating(olds: Properties, news: Properties): readonly string[];
  configure(settings: Properties, urn: string): ConfiguredProvider;
}
