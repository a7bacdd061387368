import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import type * as grpc from "@grpc/grpc-js";

/**
 * One pack process without a socket: everything that happens between a request's bytes and the answer, the SDK's share included. Started
 * anew for every run, as the engine does for every preview, so that nothing is warm.
 *
 * `node pack-process.js packs|arrays FILE` with a file of requests as {@link writeRequests} leaves it; prints seconds on the clock and of the processor.
 */

type Callback = (error: Error | null | undefined) => void;
type Handler = (call: { readonly request: unknown }, callback: Callback) => void;
interface Served {
  readonly definition: Readonly<Record<string, { requestDeserialize(bytes: Buffer): unknown }>>;
  readonly service: Readonly<Record<string, Handler>>;
}

/** A method of the analyzer and a request's bytes in Base64. */
export type Asked = readonly [method: "remediate" | "analyze" | "analyzeStack", bytes: string];

const sdk = createRequire(require.resolve("@pulumi/policy/package.json"));

/** What a pack hands to gRPC while it starts. */
function servedBy(start: () => void): Served {
  const { Server } = sdk("@grpc/grpc-js") as typeof grpc;
  const original = Object.getOwnPropertyDescriptor(Server.prototype, "addService")!;
  let served: Served | undefined;
  Object.defineProperty(Server.prototype, "addService", {
    ...original,
    value: (definition: Served["definition"], service: Served["service"]) =>
      (served = { definition, service }),
  });
  start();
  Object.defineProperty(Server.prototype, "addService", original);
  if (served === undefined) throw new Error("the pack registered no service");
  return served;
}

/** The packs as they are. */
function startPacks(): void {
  sdk(path.join(__dirname, "..", "..", "policies", "packs", "all", "index.js"));
}

/** The same rules as most packs are written: each an array of validators of one type, each with whatever it needs made anew. */
function startArrays(): void {
  const { PolicyPack } = sdk("@pulumi/policy") as typeof import("@pulumi/policy");
  const { policies } = require("../../policies/catalogue") as typeof import("../../policies/catalogue"); // eslint-disable-line @typescript-eslint/no-require-imports -- one of the two is loaded
  const { packs } = require("../../policies/packs/packs") as typeof import("../../policies/packs/packs"); // eslint-disable-line @typescript-eslint/no-require-imports -- as above
  const types = new Map(packs.flatMap(({ rules }) => rules.map(([rule]) => [rule.id, rule.types])));
  new PolicyPack("arrays", {
    policies: policies.map((policy) => {
      if (!("validateResource" in policy) || policy.validateResource === undefined) return policy;
      const [validate] = [policy.validateResource].flat();
      const typed = (types.get(policy.name) ?? []).map((type) =>
        Object.assign((...given: Parameters<NonNullable<typeof validate>>) => validate?.(...given), {
          __pulumiType: type,
        }),
      );
      return { ...policy, validateResource: typed };
    }),
  });
}

async function main([kind, file = ""]: readonly string[]): Promise<void> {
  const { definition, service } = servedBy(kind === "packs" ? startPacks : startArrays);
  const asked = (JSON.parse(readFileSync(file, "utf8")) as readonly Asked[]).map(
    ([method, bytes]) => [method, Buffer.from(bytes, "base64")] as const,
  );
  const began = performance.now();
  const usedBefore = process.cpuUsage();
  for (const [method, bytes] of asked) {
    await new Promise<void>((resolve, reject) => {
      service[method]!({ request: definition[method]!.requestDeserialize(bytes) }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }
  const { user, system } = process.cpuUsage(usedBefore);
  process.stdout.write(`seconds ${(performance.now() - began) / 1000} ${(user + system) / 1e6}\n`);
  process.exit(0);
}

void main(process.argv.slice(2));
