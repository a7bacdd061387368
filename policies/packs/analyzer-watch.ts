import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import type { Level } from "../evaluation/rule";

/** What passes between the engine and the SDK's analyzer, and policies are not told of. */
export interface AnalyzerWatcher {
  /** The levels of this run, from the pack and from the file that `--policy-pack-config` names. */
  configured(levels: ReadonlyMap<string, Level>): void;
  /** A resource is about to be judged; its inputs are unpacked when asked for. */
  registering(resource: { readonly urn: string; readonly type: string; inputs(): unknown }): void;
  /** The engine hands over the whole stack; the SDK will unpack it again for each stack policy. */
  stackBegins(): void;
  /** All stack policies have seen it. Nothing has been answered yet. */
  stackEnds(resources: readonly { readonly urn: string; readonly type: string }[]): void;
}

type Handler = (call: { request: never }, callback: (...answer: unknown[]) => void) => void;
type Service = Record<string, Handler | undefined>;

/** The parts of the analyzer protocol's messages that are read here. */
interface AnalyzeRequest {
  getUrn(): string;
  getType(): string;
  getProperties(): Struct;
}
interface AnalyzeStackRequest {
  getResourcesList(): AnalyzeRequest[];
}
interface ConfigureRequest {
  getPolicyconfigMap(): { entries(): Iterable<[string, { getEnforcementlevel(): number }]> };
}
interface Struct {
  toJavaScript(): Record<string, unknown>;
}

type Unpack = (struct: Struct, keepSecrets: boolean) => unknown;

/** Levels by their numbers in the protocol. */
const LEVELS: readonly Level[] = ["advisory", "mandatory", "disabled", "remediate"];

const sdk = createRequire(require.resolve("@pulumi/policy/package.json"));

/**
 * Lets a watcher see what the analyzer server of `@pulumi/policy` is asked, while `start` starts it. The SDK tells policies neither
 * their level nor, in a stack policy, the inputs of resources, and nobody when a run ends; the requests hold it all. The service is
 * wrapped when it registers itself with gRPC: nothing of its behaviour changes, and an SDK that registers otherwise goes unwatched.
 */
export function watchAnalyzer(watcher: AnalyzerWatcher, start: () => void): void {
  const { Server } = sdk("@grpc/grpc-js") as typeof grpc;
  const original = Server.prototype.addService;
  Server.prototype.addService = function (definition, implementation) {
    const service = wrap(implementation as unknown as Service, watcher);
    return original.call(this, definition, service as unknown as typeof implementation);
  };
  try {
    start();
  } finally {
    Server.prototype.addService = original;
  }
}

function wrap(service: Service, watcher: AnalyzerWatcher): Service {
  const { configure, analyze, analyzeStack } = service;
  return {
    ...service,
    configure(call, callback) {
      const request = call.request as ConfigureRequest;
      const levels = [...request.getPolicyconfigMap().entries()].map(
        ([name, config]) => [name, LEVELS[config.getEnforcementlevel()] ?? "mandatory"] as const,
      );
      watcher.configured(new Map(levels));
      configure?.(call, callback);
    },
    analyze(call, callback) {
      const request = call.request as AnalyzeRequest;
      watcher.registering({
        urn: request.getUrn(),
        type: request.getType(),
        inputs: () => unpackOnce(request.getProperties()),
      });
      analyze?.(call, callback);
    },
    analyzeStack(call, callback) {
      const resources = (call.request as AnalyzeStackRequest).getResourcesList();
      watcher.stackBegins();
      analyzeStack?.(call, (...answer) => {
        watcher.stackEnds(
          resources.map((resource) => ({ urn: resource.getUrn(), type: resource.getType() })),
        );
        callback(...answer);
      });
    },
  };
}

/** Unpacked properties by message: rules do not change what they read, so that one copy serves all policies. */
const unpacked = new WeakMap<Struct, unknown>();
let unpackOfSdk: Unpack = (struct) => struct.toJavaScript();

function unpackOnce(struct: Struct): unknown {
  const known = unpacked.get(struct);
  if (known !== undefined) return known;
  const fresh = unpackSafely(struct);
  unpacked.set(struct, fresh as object);
  return fresh;
}

/** The SDK throws on an empty asset, which would end the preview. As plain data it harms nobody. */
function unpackSafely(struct: Struct): unknown {
  try {
    return unpackOfSdk(struct, false);
  } catch {
    return struct.toJavaScript();
  }
}

/**
 * Makes the SDK unpack each message once, and not once for every policy: with a hundred stack rules and five hundred resources the
 * difference is three seconds. What a remediation gets is always made anew, because it changes it.
 */
export function unpackMessagesOnce(): void {
  const deserialize = sdk("@pulumi/policy/deserialize") as { deserializeProperties?: Unpack };
  const original = deserialize.deserializeProperties;
  if (original === undefined) return;
  unpackOfSdk = original;
  deserialize.deserializeProperties = (struct, keepSecrets) =>
    keepSecrets ? original(struct, keepSecrets) : unpackOnce(struct);
}
