import { CloudError } from "../errors";
import { readFacts, type FactsFile } from "../facts/model";
import type { InventoryView } from "../inventory";
import type { ConfiguredProvider, Provider, ResourceModel } from "../provider";
import type { Properties } from "../values";
import type { OverlayTable } from "./overlay";
import { BridgedType, type TypeContext } from "./type";

/** Answers one function of a provider. */
export type InvokeAnswer = (args: Properties, view: InventoryView) => Properties;

/** What a configured provider is made of. */
interface Configuration extends Omit<TypeContext, "provider"> {
  /** Function token without the provider (`index/getRegion:getRegion`) → answer. */
  readonly invokes: Readonly<Record<string, InvokeAnswer>>;
}

/** A provider whose types are told by a facts file and overlays. */
export interface BridgedDefinition {
  readonly name: string;
  readonly package: string;
  readonly overlays: OverlayTable;
  readonly checkConfig?: (settings: Properties) => readonly string[];
  readonly relocating?: (olds: Properties, news: Properties) => readonly string[];
  readonly configure: (settings: Properties, urn: string) => Configuration;
}

/** Where to teach the sandbox something it does not know. */
export const FACTS_HINT = "engine/sandbox/README.md says how to teach it";

export function bridgedProvider(definition: BridgedDefinition): Provider {
  let facts: FactsFile | undefined;
  return {
    name: definition.name,
    package: definition.package,
    checkConfig: definition.checkConfig ?? (() => []),
    relocating: definition.relocating ?? (() => []),
    configure: (settings, urn) => {
      facts ??= readFacts(definition.name);
      return new BridgedProvider(definition, facts, definition.configure(settings, urn));
    },
  };
}

class BridgedProvider implements ConfiguredProvider {
  private readonly models = new Map<string, ResourceModel>();

  constructor(
    private readonly definition: BridgedDefinition,
    private readonly facts: FactsFile,
    private readonly configuration: Configuration,
  ) {}

  resource(token: string): ResourceModel {
    const present = this.models.get(token);
    if (present !== undefined) return present;
    const { name, overlays } = this.definition;
    const facts = this.facts.types[token];
    if (facts === undefined)
      throw new CloudError(
        "invalid",
        `the sandbox's ${name} provider has no facts of the type ${token}; ${FACTS_HINT}`,
      );
    const overlay = overlays[token.slice(name.length + 1)] ?? {};
    const model = new BridgedType(
      { token, facts, shapes: this.facts.shapes, overlay },
      { ...this.configuration, provider: name },
    );
    this.models.set(token, model);
    return model;
  }

  invoke(token: string, args: Properties, view: InventoryView): Properties {
    const { name } = this.definition;
    const answer = this.configuration.invokes[token.slice(name.length + 1)];
    if (answer === undefined)
      throw new CloudError(
        "invalid",
        `the sandbox's ${name} provider does not know the function ${token}; ${FACTS_HINT}`,
      );
    return answer(args, view);
  }
}
