import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PreviewRun } from "./claims";
import { Cloud } from "./cloud";
import { FaultInjector, type Fault } from "./faults";
import { Inventory } from "./inventory";
import { PROVIDERS, versionOf } from "./providers";
import { providerService } from "./service";
import { Sessions } from "./sessions";

/** Messages may be as large as the engine's own limit, in bytes. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

export interface RunningSandbox {
  /** For the engine's `PULUMI_DEBUG_PROVIDERS`: each provider's name and port. */
  readonly debugProviders: string;
  stop(): void;
}

/** Serves every provider, each on a port of its own: some requests do not say which one they are for. */
export async function serve(home: string, faults: readonly Fault[]): Promise<RunningSandbox> {
  const cloud = new Cloud(await Inventory.open(home));
  const injector = new FaultInjector(faults);
  const servers: Server[] = [];
  const runs = new Map<string, PreviewRun>();
  const ports = await Promise.all(
    PROVIDERS.map(async (provider) => {
      const server = new Server({
        "grpc.max_receive_message_length": MESSAGE_LIMIT,
        "grpc.max_send_message_length": MESSAGE_LIMIT,
      });
      servers.push(server);
      server.addService(
        ResourceProviderService,
        providerService({
          provider,
          version: versionOf(provider),
          cloud,
          sessions: new Sessions(runs),
          faults: injector,
        }),
      );
      return `${provider.name}:${await listen(server)}`;
    }),
  );
  return {
    debugProviders: ports.join(","),
    stop: () => servers.forEach((server) => server.forceShutdown()),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}
