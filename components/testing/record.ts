import * as pulumi from "@pulumi/pulumi";
import * as settings from "@pulumi/pulumi/runtime/settings";

/** One resource as a program registers it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  /** Name of the parent; absent for what hangs on the stack itself. */
  readonly parent?: string;
  readonly inputs: Readonly<Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- inputs of every type there is
  /** What the mocks made of the inputs: the same, and what AWS makes up. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  /** Name of the resource with which it goes. */
  readonly deletedWith?: string;
  /** Names of what it waits for. */
  readonly dependsOn: readonly string[];
  /** Name of the provider; absent for components. */
  readonly provider?: string;
}

/** What a program registered, in order. */
export class Recording {
  constructor(
    readonly resources: readonly Registered[],
    /** What the program returned, outputs resolved. */
    readonly outputs: unknown,
    /** Warnings and errors that it wrote. */
    readonly log: readonly string[],
  ) {}

  ofType(type: string): Registered[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The resource of that name and type. */
  get(type: string, name: string): Registered {
    const found = this.resources.find((resource) => resource.type === type && resource.name === name);
    if (found === undefined) {
      const all = this.resources.map((resource) => `${resource.type} ${resource.name}`).join("\n  ");
      throw new Error(`${type} ${name} was not registered; there are\n  ${all}`);
    }
    return found;
  }

  /** `type name parent`, one line a resource, in the order of their registration. */
  get lines(): string[] {
    return this.resources.map(
      ({ type, name, parent }) => `${type} ${name}${parent === undefined ? "" : ` < ${parent}`}`,
    );
  }
}

interface RecordOptions {
  /** @default "us-east-1" */
  readonly stack?: string;
  /** @default false */
  readonly preview?: boolean;
  /** Outputs of the hub's stack, as a stack reference reads them. @default none */
  readonly hubOutputs?: Record<string, unknown>;
}

/** The part of the SDK's mock monitor that hears of every registration. */
interface Monitor {
  registerResource(
    request: RegisterRequest,
    callback: (error: unknown, response: unknown) => void,
  ): Promise<void>;
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getDeletedwith(): string;
  getDependenciesList(): string[];
  getProvider(): string;
}

type Options = Omit<Registered, "type" | "name" | "inputs" | "outputs">;

/**
 * Runs a program against the SDK's mocks and writes down what it registers, with parents, protection and dependencies, which the mocks
 * themselves do not hand on.
 */
export async function record(program: () => unknown, options: RecordOptions = {}): Promise<Recording> {
  const resources: Registered[] = [];
  const pending = new Map<string, Options>();
  const log: string[] = [];
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs }) => {
      const known = pending.get(`${type} ${name}`);
      const given = inputs as Record<string, unknown>;
      const answers =
        type === "pulumi:pulumi:StackReference"
          ? { outputs: options.hubOutputs ?? {} }
          : answersOf(type, name);
      const id = `${name}-id`;
      const state = { ...given, ...answers };
      if (known !== undefined)
        resources.push({ type, name, inputs: given, outputs: { id, ...state }, ...known });
      return { id, state };
    },
    call: ({ token }) => {
      throw new Error(`no answer for the call ${token}`);
    },
  };
  await pulumi.runtime.setMocks(
    mocks,
    "pharos",
    options.stack ?? "us-east-1",
    options.preview ?? false,
    "organization",
  );
  listen(pending);
  const unhook = hookLog(log);
  try {
    const outputs = await resolve(await program());
    await waitForRPCs();
    return new Recording(resources, outputs, log);
  } finally {
    unhook();
  }
}

/** Exported by the SDK, but not among its types: resolves when no registration is under way. */
const { waitForRPCs } = settings as unknown as { readonly waitForRPCs: () => Promise<void> };

/** Notes options of a registration before the mocks see the rest of it. */
function listen(pending: Map<string, Options>): void {
  const monitor = settings.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    pending.set(`${request.getType()} ${request.getName()}`, optionsOf(request));
    return register(request, callback);
  };
}

function optionsOf(request: RegisterRequest): Options {
  const parent = nameOf(request.getParent());
  const deletedWith = nameOf(request.getDeletedwith());
  const provider = nameOf(request.getProvider().split("::").slice(0, -1).join("::"));
  return {
    protect: request.getProtect(),
    dependsOn: request.getDependenciesList().flatMap((urn) => nameOf(urn) ?? []),
    ...(parent === undefined ? {} : { parent }),
    ...(deletedWith === undefined ? {} : { deletedWith }),
    ...(provider === undefined ? {} : { provider }),
  };
}

function nameOf(urn: string): string | undefined {
  return urn === "" ? undefined : urn.split("::").at(-1);
}

/** There is no engine under mocks that would take the log: the SDK writes warnings and errors to the console. */
function hookLog(log: string[]): () => void {
  const before = (["warn", "error"] as const).map((level) => [level, Reflect.get(console, level)] as const);
  for (const [level] of before) Reflect.set(console, level, (line: unknown) => void log.push(String(line)));
  return () => {
    for (const [level, write] of before) Reflect.set(console, level, write);
  };
}

function resolve(value: unknown): Promise<unknown> {
  return new Promise((done) => {
    pulumi.output(value as pulumi.Input<string>).apply(done);
  });
}

/** What AWS makes up, as far as the program reads it. */
function answersOf(type: string, name: string): Record<string, unknown> {
  const arn = `arn:of:${name}`;
  switch (type) {
    case "aws:kms/key:Key":
      return { arn, keyId: `id-of-${name}` };
    case "aws:eks/cluster:Cluster":
      return {
        arn,
        endpoint: `https://${name}.example`,
        certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
        vpcConfig: { clusterSecurityGroupId: `group-of-${name}` },
        identities: [{ oidcs: [{ issuer: `https://issuer-of-${name}.example` }] }],
      };
    case "aws:ec2/vpcEndpoint:VpcEndpoint":
      return { dnsEntries: [{ dnsName: `${name}.vpce.example`, hostedZoneId: "Z111" }] };
    case "aws:ec2/vpcEndpointService:VpcEndpointService":
      return { serviceName: `com.amazonaws.vpce.${name}` };
    case "aws:lb/loadBalancer:LoadBalancer":
      return { arn, arnSuffix: `net/${name}` };
    case "aws:lb/targetGroup:TargetGroup":
      return { arn, arnSuffix: `targetgroup/${name}` };
    case "aws:rds/cluster:Cluster":
      return {
        arn,
        clusterResourceId: `cluster-${name}`,
        endpoint: `${name}.rds.example`,
        masterUserSecrets: [{ secretArn: `arn:of:secret-of-${name}` }],
      };
    case "aws:sqs/queue:Queue":
      return { arn, url: `https://sqs.example/${name}` };
    case "aws:route53/zone:Zone":
      return { zoneId: `zone-${name}` };
    default:
      return { arn };
  }
}
