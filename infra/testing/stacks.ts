import * as path from "node:path";
import { record, type Recording } from "../../components/testing/record";
import { loadSettings } from "../../stacks/load-settings";
import type { Settings } from "../../stacks/settings";
import { createRegion } from "../region";

const ROOT = path.resolve(__dirname, "..", "..", "..");

/** The three real stacks. */
export const STACKS = ["us-east-1", "us-west-2", "eu-west-1"] as const;

/** A stack on a cluster that is there already: that of the documentation. */
export const EXISTING = "eu-central-1";
const EXAMPLE = path.join(ROOT, "docs", "examples", "existing-cluster");

/** What a spoke reads of the hub. */
export const hubOutputs = {
  ingestServiceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  ingestRegions: ["eu-west-1", "us-east-1", "us-west-2"],
  metricsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/metrics",
  rootKeyArns: {
    "eu-west-1": "arn:aws:kms:eu-west-1:111122223333:key/hubs-root",
    "us-east-1": "arn:aws:kms:us-east-1:111122223333:key/secrets",
    "us-west-2": "arn:aws:kms:us-west-2:111122223333:key/hubs-root",
  },
};

/** Registers a stack with its real settings, some of them changed. */
export function recordStack(stack: string, change: Partial<Settings> = {}): Promise<Recording> {
  const { settings, topology } = loadSettings(ROOT, stack);
  return record(() => createRegion({ settings: { ...settings, ...change }, topology }), {
    stack,
    hubOutputs,
  });
}

/** The hub's outputs where a workspace of AWS keeps its metrics. */
const workspaceOutputs = { ...hubOutputs, metricsWorkspaceId: "ws-01234567-89ab-cdef-0123-456789abcdef" };

/** Registers a stack as it is where workspaces of AWS keep the metrics (`metrics.store: amp`). */
export function recordWithWorkspaces(stack: string): Promise<Recording> {
  const { settings, topology } = loadSettings(ROOT, stack);
  const metrics = { ...settings.metrics, store: "amp" } as const;
  const inputs = {
    settings: { ...settings, metrics },
    topology: { ...topology, metricsStore: "amp" },
  } as const;
  return record(() => createRegion(inputs), { stack, hubOutputs: workspaceOutputs });
}

/** A stack of these tests' own: the same name, and what is different about it. */
export const withWorkspaces = (stack: string): string => `${stack} with workspaces`;

/** Registers all three so, one after the other. */
export async function recordAllWithWorkspaces(): Promise<ReadonlyMap<string, Recording>> {
  const recordings = new Map<string, Recording>();
  for (const stack of STACKS) recordings.set(stack, await recordWithWorkspaces(stack));
  return recordings;
}

/** Registers the stack on an existing cluster. */
export function recordExisting(): Promise<Recording> {
  return record(() => createRegion(loadSettings(EXAMPLE, EXISTING)), { stack: EXISTING });
}

/** Registers all three, one after the other. */
export async function recordStacks(): Promise<ReadonlyMap<string, Recording>> {
  const recordings = new Map<string, Recording>();
  for (const stack of STACKS) recordings.set(stack, await recordStack(stack));
  return recordings;
}
