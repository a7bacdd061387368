import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { SECRET, UNKNOWN, type Diagnostic, type Operation, type PreviewedResource } from "../model";
import type { Registration } from "./registrations";

/** The engine's mark of a value that is not known before the update (any of its typed sentinels). */
const UNKNOWN_SENTINELS = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key under which the engine's JSON says that a value is special, and what it says of a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** The engine tells a replacement in several steps; a reader wants one word. */
const OPERATION: Record<string, Operation> = {
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "read-replacement": "replace",
  "import-replacement": "replace",
  "discard-replaced": "replace",
};

/** When several steps speak of one resource, the later of these words holds. */
const WEIGHT: Operation[] = ["same", "read", "refresh", "import", "create", "update", "delete", "replace"];

/** What the engine adds to every failure whose cause it has already told. */
const SAYS_NOTHING = /^(preview|update|destroy|refresh) failed$/;

/** Gathers the events of one operation on one stack into resources and messages. */
export class EventLog {
  readonly resources = new Map<string, Omit<PreviewedResource, keyof Registration>>();
  readonly diagnostics: Diagnostic[] = [];
  /** Changes as the engine counts them, known once it has finished. */
  operations: Record<string, number> = {};
  /** Resources whose operation failed. */
  readonly failed: { urn: string; type: string; operation: string }[] = [];
  /** Mandatory policy violations that the engine has reported: any of them stops the stack. */
  refusals = 0;
  /** Steps of the engine that have ended: what a progress line counts. */
  done = 0;

  take(event: EngineEvent): void {
    if (event.resourcePreEvent) this.step(event.resourcePreEvent.metadata);
    else if (event.resOutputsEvent) this.done++;
    else if (event.resOpFailedEvent) {
      const { urn, type, op } = event.resOpFailedEvent.metadata;
      this.failed.push({ urn, type, operation: op });
    } else if (event.policyEvent) this.refusals += event.policyEvent.enforcementLevel === "mandatory" ? 1 : 0;
    else if (event.summaryEvent) this.operations = { ...event.summaryEvent.resourceChanges };
    else if (event.diagnosticEvent) {
      const { severity, message, urn } = event.diagnosticEvent;
      const text = message.replace(/<\{%[^%]*%\}>/g, "").trim(); // the CLI's colour marks
      if ((severity as string) !== "debug" && text !== "" && !SAYS_NOTHING.test(text)) {
        this.diagnostics.push({ severity, message: text, ...(urn && { urn }) });
      }
    }
  }

  /** Resources with what the program said of them, in the order of registration. */
  join(registrations: ReadonlyMap<string, Registration>): PreviewedResource[] {
    return [...this.resources.values()].map((resource) => ({
      ...resource,
      ...(registrations.get(resource.urn) ?? { dependencies: [], propertyDependencies: {} }),
    }));
  }

  private step({ urn, type, op, old, new: next, diffs, provider }: StepEventMetadata): void {
    const earlier = this.resources.get(urn);
    const operation = weightier(OPERATION[op] ?? op, earlier?.operation);
    if (earlier && !next) {
      earlier.operation = operation; // the end of the old one: what is told is the new one
      return;
    }
    const state = next ?? old;
    this.resources.set(urn, {
      urn,
      type,
      name: urn.split("::").slice(3).join("::"),
      operation,
      inputs: readable(state?.inputs ?? {}) as Record<string, unknown>,
      protect: state?.protect ?? false,
      retainOnDelete: state?.retainOnDelete ?? false,
      custom: state?.custom ?? false,
      ...(state?.parent && { parent: state.parent }),
      ...(provider && { provider: provider.split("::").slice(0, 4).join("::") }),
      ...(diffs && diffs.length > 0 && { diff: [...diffs].sort() }),
    });
  }
}

function weightier(one: Operation, other: Operation = one): Operation {
  return WEIGHT.indexOf(one) >= WEIGHT.indexOf(other) ? one : other;
}

/** What a refused update leaves as it was: resources that it would have made are not there, the others are untouched. */
export function unchanged(resources: readonly PreviewedResource[]): PreviewedResource[] {
  return resources
    .filter(({ operation }) => operation !== "create")
    .map((resource) => ({ ...resource, operation: resource.operation === "read" ? "read" : "same" }));
}

/** Engine JSON with markers of the model in place of sentinels and secrets. */
export function readable(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN_SENTINELS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value === "object" && value !== null) {
    if ((value as Record<string, unknown>)[SIGNATURE] === SECRET_SIGNATURE) return SECRET;
    const entries = Object.entries(value).filter(([key]) => key !== SIGNATURE);
    return Object.fromEntries(entries.map(([key, inner]) => [key, readable(inner)]));
  }
  return value;
}
