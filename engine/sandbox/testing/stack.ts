import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Cloud, type Subject } from "../cloud";
import { Inventory } from "../inventory";
import type { ConfiguredProvider, Difference, Provider } from "../provider";
import { reveal, type Properties, type Value } from "../values";

/** A value that must be text. */
export function text(value: Value | undefined): string {
  const bare = reveal(value);
  if (typeof bare !== "string") throw new Error(`not text: ${JSON.stringify(value)}`);
  return bare;
}

/** A fake cloud in a folder of its own. */
export class TestCloud {
  private readonly home = mkdtempSync(path.join(tmpdir(), "pharos-cloud-"));
  private opened: Cloud | undefined;

  async cloud(): Promise<Cloud> {
    return (this.opened ??= new Cloud(await Inventory.open(this.home)));
  }

  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** One stack's provider in a fake cloud, called as the engine calls it. */
export class TestStack {
  private readonly configured: ConfiguredProvider;
  private readonly run;

  constructor(
    private readonly cloud: Cloud,
    provider: Provider,
    settings: Properties,
    private readonly stack = "one",
  ) {
    this.run = { engine: stack, lastSeen: Date.now() };
    this.configured = provider.configure(
      settings,
      `urn:pulumi:${stack}::pharos::pulumi:providers:${provider.name}::p`,
    );
  }

  urn(type: string, name: string): string {
    return `urn:pulumi:${this.stack}::pharos::${type}::${name}`;
  }

  private subject(type: string, name: string): Subject {
    return { provider: this.configured, run: this.run, urn: this.urn(type, name), type };
  }

  check(
    type: string,
    news: Properties,
    olds: Properties = {},
    name = "it",
  ): { inputs: Properties; failures: readonly string[] } {
    return this.cloud.check(this.subject(type, name), { urn: this.urn(type, name), olds, news });
  }

  failures(type: string, news: Properties): readonly string[] {
    return this.check(type, news).failures;
  }

  preview(type: string, news: Properties, name = "it"): Properties {
    return this.cloud.previewCreate(this.subject(type, name), this.check(type, news, {}, name).inputs);
  }

  /** Checks and creates, as an update does. */
  create(type: string, news: Properties, name = "it"): Promise<{ id: string; outputs: Properties }> {
    const { inputs, failures } = this.check(type, news, {}, name);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return this.cloud.create(this.subject(type, name), inputs);
  }

  update(type: string, id: string, olds: Properties, news: Properties, name = "it"): Promise<Properties> {
    return this.cloud.update(this.subject(type, name), id, olds, this.check(type, news, {}, name).inputs);
  }

  previewUpdate(type: string, id: string, olds: Properties, news: Properties, name = "it"): Properties {
    return this.cloud.previewUpdate(
      this.subject(type, name),
      id,
      olds,
      this.check(type, news, {}, name).inputs,
    );
  }

  /** The difference that the engine would be told, both sides checked. */
  diff(type: string, olds: Properties, news: Properties, name = "it"): Difference {
    const old = this.check(type, olds, {}, name).inputs;
    return this.cloud.diff(this.subject(type, name), old, this.check(type, news, old, name).inputs);
  }

  /** The changed paths; those that replace are marked. */
  changes(type: string, olds: Properties, news: Properties): string[] {
    return this.diff(type, olds, news).changes.map(({ path: at, replaces }) =>
      replaces ? `${at} replaces` : at,
    );
  }

  read(type: string, id: string, properties: Properties = {}, name = "it"): Properties | undefined {
    return this.cloud.read(this.subject(type, name), id, properties)?.outputs;
  }

  delete(type: string, id: string, properties: Properties = {}, name = "it"): Promise<void> {
    return this.cloud.delete(this.subject(type, name), id, properties);
  }

  invoke(token: string, args: Record<string, Value> = {}): Properties {
    return this.cloud.invoke(this.configured, token, args);
  }
}
