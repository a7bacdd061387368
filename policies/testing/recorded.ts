import type { Given } from "./resources";

/** A resource as a recording of a program holds it (components/testing/record.ts), as far as rules see it. */
interface Recorded {
  readonly type: string;
  readonly name: string;
  /** Name of the parent, which is a component. */
  readonly parent?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  /** Name of the provider. */
  readonly provider?: string;
}

const isProvider = ({ type }: Recorded): boolean => type.startsWith("pulumi:providers:");

/** What a program registered, as rules are shown it: components and resources, each with the inputs of its provider. */
export function givenFrom(recorded: readonly Recorded[]): readonly Given[] {
  const components = new Map(
    recorded.filter(({ provider }) => provider === undefined).map(({ type, name }) => [name, type]),
  );
  const providers = new Map(recorded.filter(isProvider).map(({ name, inputs }) => [name, inputs]));
  return recorded
    .filter((resource) => !isProvider(resource))
    .map(({ type, name, parent, inputs, outputs, protect, provider }): Given => {
      const above = components.get(parent ?? "");
      const from = providers.get(provider ?? "");
      return {
        type,
        name,
        inputs,
        outputs,
        protect,
        ...(above !== undefined && { parent: `${above} ${parent}` }),
        ...(from !== undefined && { provider: from }),
      };
    });
}
