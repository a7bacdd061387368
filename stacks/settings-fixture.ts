import assert from "node:assert/strict";
import { checkSettings, type CheckedSettings } from "./load-settings";
import { formatSettingsErrors } from "./settings-error";

/** Settings files for tests, by name. */
export type Files = Readonly<Record<string, string>>;

/** A change of one file: a text that stands in it and what replaces it, or text that is added at its end. */
export type Edit =
  readonly [file: string, find: string, replacement: string] | readonly [file: string, addition: string];

export const PROJECT = "Pulumi.yaml";
export const HUB = "Pulumi.us-east-1.yaml";
export const WEST = "Pulumi.us-west-2.yaml";
export const EUROPE = "Pulumi.eu-west-1.yaml";

/** The file of a stack with nothing but what every stack must say. */
export function stackFile(region: string, role: string, secondOctet: number, replicaRegion: string): string {
  return `config:
  pharos:region: ${region}
  pharos:role: ${role}
  pharos:network:
    cidr: 10.${secondOctet}.0.0/16
    zones: [${region}a, ${region}b, ${region}c]
  pharos:replicaRegion: ${replicaRegion}
`;
}

/** A hub and two spokes without a mistake. */
export const files: Files = {
  [PROJECT]: `name: pharos
runtime: nodejs
config:
  pharos:organization: example
  pharos:environment: production
  pharos:accounts:
    value:
      workload: "111122223333"
  pharos:owner: observability
  pharos:costCenter: cc-1000
  pharos:hub: us-east-1
  pharos:assurance: regulated
  pharos:reach: runner-in-vpc
  pharos:workloads:
    value:
      finance: true
  pharos:alarms:
    value:
      emails: [oncall@example.com]
`,
  [HUB]: stackFile("us-east-1", "hub", 0, "us-west-2"),
  [WEST]: stackFile("us-west-2", "spoke", 1, "us-east-1"),
  [EUROPE]: stackFile("eu-west-1", "spoke", 2, "eu-central-1"),
};

/** The files with changes. */
export function edited(...edits: readonly Edit[]): Files {
  const changed: Record<string, string> = { ...files };
  for (const [file, ...change] of edits) {
    const text = changed[file] ?? "";
    const [find, replacement] = change;
    if (replacement === undefined) {
      changed[file] = text + find;
    } else {
      assert(text.includes(find), `${file} has no ${find}`);
      changed[file] = text.replace(find, replacement);
    }
  }
  return changed;
}

/** The cluster of a spoke that is there already. */
export const EXISTING = `  pharos:cluster:
    kind: existing
    kubeconfig: { path: ~/.kube/config }
    context: evaluation
    storageClass: encrypted
    objectStore:
      endpoint: https://objects.example.com
      region: us-east-1
      bucketPrefix: pharos-evaluation
      secretName: object-store
      objectLock: operator
    hubUrl: https://ingest.example.com
`;

/** Takes a stack's network and replica region out of its file. */
export const withoutPlace = (file: string): Edit => {
  const text = files[file]!;
  return [file, text.slice(text.indexOf("  pharos:network")), ""];
};

/** Checks files. */
export function check(all: Files): CheckedSettings {
  const sources = Object.entries(all).map(([name, text]) => ({ name, text }));
  return checkSettings({
    project: sources.find(({ name }) => name === PROJECT)!,
    stacks: sources.filter(({ name }) => name !== PROJECT),
  });
}

/** What the user sees of the mistakes in the changed files, without the headline; empty if there are none. */
export function mistakes(...edits: readonly Edit[]): string {
  const checked = check(edited(...edits));
  return checked.ok ? "" : formatSettingsErrors(checked.errors).split("\n\n").slice(1).join("\n\n");
}
