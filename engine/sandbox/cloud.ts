import { PreviewClaims, refuseHeld, type PreviewRun } from "./claims";
import { CloudError } from "./errors";
import type { Entry, Inventory } from "./inventory";
import type { Checked, CheckRequest, ConfiguredProvider, Difference } from "./provider";
import type { Properties } from "./values";

/** A resource the engine talks about. */
export interface Subject {
  readonly provider: ConfiguredProvider;
  readonly run: PreviewRun;
  readonly urn: string;
  readonly type: string;
}

/** What exists and what it looks like. */
export interface Found {
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** The operations of the fake cloud, whichever provider they come through. */
export class Cloud {
  private readonly previews = new PreviewClaims();

  constructor(private readonly inventory: Inventory) {}

  /** A run of the engine configures a provider: what earlier runs of its stack claimed no longer counts. */
  startRun(urn: string, run: PreviewRun): void {
    this.previews.restart(urn, run);
  }

  check({ provider, type }: Subject, request: CheckRequest): Checked {
    this.inventory.refresh();
    return provider.resource(type).check(request, this.inventory);
  }

  diff({ provider, type }: Subject, oldInputs: Properties, newInputs: Properties): Difference {
    return provider.resource(type).diff(oldInputs, newInputs);
  }

  /** What a preview says a new resource will be. */
  previewCreate({ provider, run, urn, type }: Subject, inputs: Properties): Properties {
    const model = provider.resource(type);
    const claims = model.claims(inputs);
    this.inventory.refresh();
    refuseHeld(this.inventory, claims, urn, true);
    this.previews.claim(claims, urn, run);
    return model.foresee({ urn, inputs, view: this.inventory });
  }

  create({ provider, urn, type }: Subject, inputs: Properties): Promise<{ id: string; outputs: Properties }> {
    const model = provider.resource(type);
    return this.inventory.mutate((view) => {
      const claims = model.claims(inputs);
      refuseHeld(view, claims, urn, false);
      const { id, key, seed, outputs } = model.make({ urn, inputs, view });
      const names = claims.map((claim) => claim.name);
      return {
        changes: [{ put: { key, type, id, urn, seed, names, inputs, outputs } }],
        result: { id, outputs },
      };
    });
  }

  /** What a preview says an updated resource will be. */
  previewUpdate(
    { provider, urn, type }: Subject,
    id: string,
    olds: Properties,
    inputs: Properties,
  ): Properties {
    const model = provider.resource(type);
    this.inventory.refresh();
    refuseHeld(this.inventory, model.claims(inputs), urn, true);
    const entry = this.inventory.get(model.key(id, olds));
    return model.remake({ urn, inputs, view: this.inventory }, id, olds, true, entry);
  }

  update(
    { provider, urn, type }: Subject,
    id: string,
    olds: Properties,
    inputs: Properties,
  ): Promise<Properties> {
    const model = provider.resource(type);
    return this.inventory.mutate((view) => {
      const entry = view.get(model.key(id, olds));
      if (entry === undefined)
        throw new CloudError("notFound", `updating ${type} (${id}): it does not exist`);
      const claims = model.claims(inputs);
      refuseHeld(view, claims, urn, true);
      const outputs = model.remake({ urn, inputs, view }, id, olds, false, entry);
      const names = claims.map((claim) => claim.name);
      return { changes: [{ put: { ...entry, urn, names, inputs, outputs } }], result: outputs };
    });
  }

  /** What is there under an id, or undefined. */
  read({ provider, type }: Subject, id: string, properties: Properties): Found | undefined {
    this.inventory.refresh();
    return this.inventory.get(provider.resource(type).key(id, properties));
  }

  /** Deletes; what is not there any more counts as deleted. */
  delete({ provider, type }: Subject, id: string, properties: Properties): Promise<void> {
    const model = provider.resource(type);
    return this.inventory.mutate((view) => {
      const entry: Entry | undefined = view.get(model.key(id, properties));
      if (entry === undefined) return { changes: [], result: undefined };
      const obstacle = model.obstacle(entry, view);
      if (obstacle !== undefined) throw new CloudError("precondition", obstacle);
      const keys = [...model.takesAlong(entry, view), entry.key];
      return { changes: keys.map((key) => ({ delete: key })), result: undefined };
    });
  }

  invoke(provider: ConfiguredProvider, token: string, args: Properties): Properties {
    this.inventory.refresh();
    return provider.invoke(token, args, this.inventory);
  }
}
