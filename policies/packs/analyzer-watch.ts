import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import type { IAnalyzerServer } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import type { Level } from "../evaluation/rule";
import { unpackOnce } from "./unpack-once";
import { withoutProperties, withoutPropertiesInStack } from "./wire";

/** What passes between the engine and the SDK's analyzer, and policies are not told of. */
export interface AnalyzerWatcher {
  /** The levels of this run, from the pack and from the file that `--policy-pack-config` names. */
  configured(levels: ReadonlyMap<string, Level>): void;
  /** A resource is about to be judged; its inputs are unpacked when asked for. */
  registering(resource: { readonly urn: string; readonly type: string; inputs(): unknown }): void;
  /** The engine hands over the whole stack, once for all stack policies. */
  stackBegins(): void;
  /** All stack policies have seen it. Nothing has been answered yet. */
  stackEnds(resources: readonly { readonly urn: string; readonly type: string }[]): void;
  /** Whether anybody here looks at the properties of resources of a type, before they are touched or at the end. */
  reads(type: string): boolean;
  /** Whether a policy of this run changes resources. */
  remediates(): boolean;
}

type Service = Pick<IAnalyzerServer, "configure" | "analyze" | "analyzeStack" | "remediate">;
type Method = { requestDeserialize: (bytes: Buffer) => unknown };
type Definition = Record<keyof Service, Method>;

/** Levels by their numbers in the protocol. */
const LEVELS: readonly Level[] = ["advisory", "mandatory", "disabled", "remediate"];

const sdk = createRequire(require.resolve("@pulumi/policy/package.json"));
const { RemediateResponse } = sdk("@pulumi/pulumi/proto/analyzer_pb") as typeof messages;

/** A message in which nothing is said. */
const NOTHING = Buffer.alloc(0);

/**
 * Lets a watcher see what the analyzer server of `@pulumi/policy` is asked, while `start` starts it. The SDK tells policies neither
 * their level nor, in a stack policy, the inputs of resources, and nobody when a run ends; the requests hold it all. The service is
 * wrapped when it registers itself with gRPC: none of its answers changes, and an SDK that registers otherwise goes unwatched.
 */
export function watchAnalyzer(watcher: AnalyzerWatcher, start: () => void): void {
  const { Server } = sdk("@grpc/grpc-js") as typeof grpc;
  const original = Object.getOwnPropertyDescriptor(Server.prototype, "addService")!;
  const addService = original.value as (this: grpc.Server, definition: unknown, service: Service) => void;
  Object.defineProperty(Server.prototype, "addService", {
    ...original,
    value(this: grpc.Server, definition: Definition, service: Service) {
      const lean = { ...definition, ...withLeanRequests(definition, watcher) };
      return addService.call(this, lean, { ...service, ...watched(service, watcher) });
    },
  });
  try {
    start();
  } finally {
    Object.defineProperty(Server.prototype, "addService", original);
  }
}

/** Requests without what nobody here reads. */
function withLeanRequests(
  { analyze, analyzeStack, remediate }: Definition,
  watcher: AnalyzerWatcher,
): Pick<Definition, "analyze" | "analyzeStack" | "remediate"> {
  const reads = (type: string): boolean => watcher.reads(type);
  const lean = (method: Method, thin: (bytes: Buffer) => Buffer): Method => ({
    ...method,
    requestDeserialize: (bytes) => method.requestDeserialize(thin(bytes)),
  });
  return {
    analyze: lean(analyze, (bytes) => withoutProperties(bytes, reads)),
    analyzeStack: lean(analyzeStack, (bytes) => withoutPropertiesInStack(bytes, reads)),
    remediate: lean(remediate, (bytes) => (watcher.remediates() ? bytes : NOTHING)),
  };
}

function watched(service: Service, watcher: AnalyzerWatcher): Service {
  return {
    configure(call, callback) {
      tell(() => {
        const policies = [...call.request.getPolicyconfigMap().entries()];
        watcher.configured(
          new Map(
            policies.map(([name, config]) => [name, LEVELS[config.getEnforcementlevel()] ?? "mandatory"]),
          ),
        );
      });
      service.configure(call, callback);
    },
    analyze(call, callback) {
      const { request } = call;
      tell(() =>
        watcher.registering({
          urn: request.getUrn(),
          type: request.getType(),
          inputs: () => unpackOnce(request.getProperties()),
        }),
      );
      service.analyze(call, callback);
    },
    remediate(call, callback) {
      // The SDK would unpack the resource, find nothing to do and say so: a third of the time that packs take.
      if (watcher.remediates()) service.remediate(call, callback);
      else callback(null, new RemediateResponse());
    },
    analyzeStack(call, callback) {
      const resources = call.request.getResourcesList();
      tell(() => watcher.stackBegins());
      service.analyzeStack(call, (...answer) => {
        tell(() =>
          watcher.stackEnds(resources.map((each) => ({ urn: each.getUrn(), type: each.getType() }))),
        );
        callback(...answer);
      });
    },
  };
}

/** Who watches must not get in the way of the gate: what goes wrong there is said, and the judging goes on. */
function tell(watcher: () => void): void {
  try {
    watcher();
  } catch (error) {
    process.stderr.write(`cannot follow the run: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
