import type { ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { setTimeout as delay } from "node:timers/promises";
import type { Cloud, Subject } from "./cloud";
import { bothKnown, changedSettings, knownSettings, settled } from "./config";
import { CloudError } from "./errors";
import type { FaultInjector, Operation } from "./faults";
import { nameOf } from "./identity";
import type { ChangeKind, Provider, PropertyChange } from "./provider";
import type { Sessions } from "./sessions";
import { fromWire, toWire } from "./wire";

/** What a provider's service needs. */
export interface ServiceParts {
  readonly provider: Provider;
  /** The version the engine expects. */
  readonly version: string;
  readonly cloud: Cloud;
  readonly sessions: Sessions;
  readonly faults: FaultInjector;
}

type Call<Request> = ServerUnaryCall<Request, unknown>;
type Reply = (error: { code: number; message: string } | null, answer?: unknown) => void;
type Handler<Request> = (call: Call<Request>, peer: string) => unknown;

/** gRPC's code for an error that is no refusal of the cloud but a fault of the sandbox. */
const INTERNAL = 13;
const UNIMPLEMENTED = 12;

/** Turns a function that answers or throws into what gRPC calls. */
function handle<Request>(handler: Handler<Request>): (call: Call<Request>, reply: Reply) => void {
  return (call, reply) => {
    void (async () => {
      try {
        reply(null, await handler(call, call.getPeer()));
      } catch (error) {
        if (error instanceof CloudError) reply({ code: error.code, message: error.message });
        else
          reply({
            code: INTERNAL,
            message: `the sandbox failed: ${(error as Error).stack ?? String(error)}`,
          });
      }
    })();
  };
}

/** A resource request of any kind. */
interface ResourceRequest {
  getUrn(): string;
  getType(): string;
}

/** Pulumi's provider protocol over the fake cloud. */
export function providerService(parts: ServiceParts): UntypedServiceImplementation {
  const { provider, version, cloud, sessions, faults } = parts;

  const subjectOf = (peer: string, request: ResourceRequest): Subject => ({
    provider: sessions.provider(peer),
    run: sessions.run(peer),
    urn: request.getUrn(),
    type: request.getType(),
  });

  /** Plays the faults that are planned for a call. */
  async function suffer(
    call: Call<unknown>,
    operation: Operation,
    type: string,
    urn: string,
    preview: boolean,
  ) {
    const { delayMs, fail } = faults.next({ type, operation, name: urn === "" ? "" : nameOf(urn), preview });
    if (delayMs > 0) await delay(delayMs);
    if (fail !== undefined) throw new CloudError("aborted", fail);
    if (call.cancelled) throw new CloudError("aborted", "the engine gave the call up");
  }

  const sufferAs = (call: Call<ResourceRequest>, operation: Operation, preview = false): Promise<void> =>
    suffer(call, operation, call.request.getType(), call.request.getUrn(), preview);

  const unimplemented = (_: unknown, reply: Reply): void =>
    reply({ code: UNIMPLEMENTED, message: `the sandbox's ${provider.name} provider does not do this` });

  return {
    handshake: handle<rpc.ProviderHandshakeRequest>(({ request }, peer) => {
      sessions.open(peer, request.getEngineAddress());
      return new rpc.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setSupportsAutonamingConfiguration(true);
    }),
    attach: handle(() => new Empty()),
    cancel: handle(() => new Empty()),
    getPluginInfo: handle(() => new PluginInfo().setVersion(version)),
    getSchema: unimplemented,
    parameterize: unimplemented,
    construct: unimplemented,
    call: unimplemented,
    list: unimplemented,
    getMapping: handle(() => new rpc.GetMappingResponse()),
    getMappings: handle(() => new rpc.GetMappingsResponse()),

    checkConfig: handle<rpc.CheckRequest>(({ request }) => {
      const settings = settled(fromWire(request.getNews()));
      const failures = provider.checkConfig(knownSettings(settings));
      return new rpc.CheckResponse().setInputs(toWire(settings)).setFailuresList(failures.map(checkFailure));
    }),
    diffConfig: handle<rpc.DiffRequest>(({ request }) => {
      const olds = fromWire(request.getOldInputs() ?? request.getOlds());
      const news = fromWire(request.getNews());
      const changed = changedSettings(olds, news);
      const moved = bothKnown(olds, news) ? provider.relocating(olds, news) : [];
      return diffResponse(changed.map((path) => ({ path, kind: "update", replaces: moved.includes(path) })));
    }),
    configure: handle<rpc.ConfigureRequest>(({ request }, peer) => {
      const urn = request.getUrn() ?? "";
      sessions.configure(peer, provider.configure(knownSettings(fromWire(request.getArgs())), urn));
      cloud.startRun(urn, sessions.run(peer));
      return new rpc.ConfigureResponse()
        .setAcceptsecrets(true)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),

    check: handle<rpc.CheckRequest>(async (call, peer) => {
      await sufferAs(call, "check");
      const { request } = call;
      const { inputs, failures } = cloud.check(subjectOf(peer, request), {
        urn: request.getUrn(),
        olds: fromWire(request.getOlds()),
        news: fromWire(request.getNews()),
        proposedName: proposedName(request),
      });
      return new rpc.CheckResponse().setInputs(toWire(inputs)).setFailuresList(failures.map(checkFailure));
    }),
    diff: handle<rpc.DiffRequest>(({ request }, peer) => {
      const olds = fromWire(request.getOldInputs() ?? request.getOlds());
      const { changes, deleteBeforeReplace } = cloud.diff(
        subjectOf(peer, request),
        olds,
        fromWire(request.getNews()),
      );
      const ignored = request.getIgnorechangesList();
      const counted = changes.filter(({ path }) => !ignored.some((prefix) => isWithin(path, prefix)));
      return diffResponse(counted).setDeletebeforereplace(deleteBeforeReplace);
    }),
    create: handle<rpc.CreateRequest>(async (call, peer) => {
      const preview = call.request.getPreview();
      await sufferAs(call, "create", preview);
      const subject = subjectOf(peer, call.request);
      const inputs = fromWire(call.request.getProperties());
      if (preview)
        return new rpc.CreateResponse().setProperties(toWire(cloud.previewCreate(subject, inputs)));
      const { id, outputs } = await cloud.create(subject, inputs);
      return new rpc.CreateResponse().setId(id).setProperties(toWire(outputs));
    }),
    update: handle<rpc.UpdateRequest>(async (call, peer) => {
      const { request } = call;
      await sufferAs(call, "update", request.getPreview());
      const subject = subjectOf(peer, request);
      const [id, olds, news] = [request.getId(), fromWire(request.getOlds()), fromWire(request.getNews())];
      const outputs = request.getPreview()
        ? cloud.previewUpdate(subject, id, olds, news)
        : await cloud.update(subject, id, olds, news);
      return new rpc.UpdateResponse().setProperties(toWire(outputs));
    }),
    read: handle<rpc.ReadRequest>(async (call, peer) => {
      await sufferAs(call, "read");
      const { request } = call;
      const found = cloud.read(subjectOf(peer, request), request.getId(), fromWire(request.getProperties()));
      if (found === undefined) return new rpc.ReadResponse();
      return new rpc.ReadResponse()
        .setId(request.getId())
        .setInputs(toWire(found.inputs))
        .setProperties(toWire(found.outputs));
    }),
    delete: handle<rpc.DeleteRequest>(async (call, peer) => {
      await sufferAs(call, "delete");
      await cloud.delete(
        subjectOf(peer, call.request),
        call.request.getId(),
        fromWire(call.request.getProperties()),
      );
      return new Empty();
    }),
    invoke: handle<rpc.InvokeRequest>(async (call, peer) => {
      const { request } = call;
      await suffer(call, "invoke", request.getTok(), "", request.getPreview());
      const answer = cloud.invoke(sessions.provider(peer), request.getTok(), fromWire(request.getArgs()));
      return new rpc.InvokeResponse().setReturn(toWire(answer));
    }),
  };
}

function checkFailure(reason: string): rpc.CheckFailure {
  return new rpc.CheckFailure().setReason(reason);
}

/** A name the engine wants, or null where it wants none to be made up. */
function proposedName(request: rpc.CheckRequest): string | null | undefined {
  const autonaming = request.getAutonaming();
  if (autonaming === undefined) return undefined;
  const { DISABLE } = rpc.CheckRequest.AutonamingOptions.Mode;
  return autonaming.getMode() === DISABLE ? null : autonaming.getProposedName();
}

function isWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
}

const KINDS: Readonly<Record<ChangeKind, [rpc.PropertyDiff.Kind, rpc.PropertyDiff.Kind]>> = {
  add: [rpc.PropertyDiff.Kind.ADD, rpc.PropertyDiff.Kind.ADD_REPLACE],
  delete: [rpc.PropertyDiff.Kind.DELETE, rpc.PropertyDiff.Kind.DELETE_REPLACE],
  update: [rpc.PropertyDiff.Kind.UPDATE, rpc.PropertyDiff.Kind.UPDATE_REPLACE],
};

function diffResponse(changes: readonly PropertyChange[]): rpc.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
  const response = new rpc.DiffResponse()
    .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setHasdetaileddiff(true)
    .setReplacesList(changes.filter((change) => change.replaces).map((change) => change.path))
    .setDiffsList([...new Set(changes.map((change) => change.path.replace(/[.[].*$/, "")))]);
  for (const { path, kind, replaces } of changes) {
    const diff = new rpc.PropertyDiff().setKind(KINDS[kind][replaces ? 1 : 0]).setInputdiff(true);
    response.getDetaileddiffMap().set(path, diff);
  }
  return response;
}
