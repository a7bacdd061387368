import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { urnOf } from "./resources";

/** A resource as the engine would hand it over. */
export interface Sent {
  readonly type: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Property → `type name` of the resources whose outputs flow into it. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** One thing that an analyzer says. */
export interface Diagnostic {
  readonly policy: string;
  readonly level: messages.EnforcementLevel;
  readonly message: string;
  readonly urn: string;
}

type Unary<Request, Response> = (
  request: Request,
  callback: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

/** A policy pack in a process of its own, asked as the engine asks: the SDK's true server, without an engine. */
export class AnalyzerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
    /** Lines on standard output after the port. */
    readonly lines: readonly string[],
  ) {}

  /** Starts a pack and waits for its port. */
  static async start(
    command: string,
    args: readonly string[],
    options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
  ): Promise<AnalyzerProcess> {
    const child = spawn(command, args, {
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      env: { ...process.env, PHAROS_RESULTS: "", ...options.env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines: string[] = [];
    const output = createInterface(child.stdout);
    const port = await Promise.race([
      once(output, "line").then(([line]) => String(line)),
      once(child, "exit").then(([code]) => Promise.reject(new Error(`the pack ended with ${String(code)}`))),
    ]);
    output.on("line", (line) => lines.push(line));
    return new AnalyzerProcess(
      child,
      new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()),
      lines,
    );
  }

  async info(): Promise<messages.AnalyzerInfo> {
    return ask((request: Empty, callback) => this.client.getAnalyzerInfo(request, callback), new Empty());
  }

  /** Gives levels as the engine does after it has read `--policy-pack-config`. */
  async configure(levels: Readonly<Record<string, messages.EnforcementLevel>>): Promise<void> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [policy, level] of Object.entries(levels)) {
      const config = new messages.PolicyConfig();
      config.setEnforcementlevel(level);
      config.setProperties(Struct.fromJavaScript({}));
      request.getPolicyconfigMap().set(policy, config);
    }
    await ask(
      (message: messages.ConfigureAnalyzerRequest, callback) => this.client.configure(message, callback),
      request,
    );
  }

  /** Registers a resource with these inputs. */
  async analyze(resource: Sent): Promise<readonly Diagnostic[]> {
    const request = filled(new messages.AnalyzeRequest(), resource);
    return diagnostics(
      await ask(
        (message: messages.AnalyzeRequest, callback) => this.client.analyze(message, callback),
        request,
      ),
    );
  }

  /** What remediations make of a resource with these inputs: policy and inputs, one after the other. */
  async remediate(
    resource: Sent,
  ): Promise<readonly { readonly policy: string; readonly properties: unknown }[]> {
    const request = filled(new messages.AnalyzeRequest(), resource);
    const remediate: Unary<messages.AnalyzeRequest, messages.RemediateResponse> = (message, callback) =>
      this.client.remediate(message, callback);
    const response = await ask(remediate, request);
    return response.getRemediationsList().map((remediation) => ({
      policy: remediation.getPolicyname(),
      properties: remediation.getProperties()?.toJavaScript(),
    }));
  }

  /** Ends the run with resources of these outputs. */
  async analyzeStack(resources: readonly Sent[]): Promise<readonly Diagnostic[]> {
    const request = new messages.AnalyzeStackRequest();
    const root: Sent = { type: "pulumi:pulumi:Stack", name: "pharos-us-east-1" };
    request.setResourcesList([root, ...resources].map(stackResource));
    return diagnostics(
      await ask(
        (message: messages.AnalyzeStackRequest, callback) => this.client.analyzeStack(message, callback),
        request,
      ),
    );
  }

  async stop(): Promise<void> {
    this.client.close();
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await exit;
  }
}

async function ask<Request, Response>(call: Unary<Request, Response>, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    call(request, (error, response) =>
      error === null ? resolve(response) : reject(new Error(error.details)),
    );
  });
}

function stackResource(resource: Sent): messages.AnalyzerResource {
  const message = filled(new messages.AnalyzerResource(), resource);
  for (const [property, sources] of Object.entries(resource.from ?? {})) {
    const dependencies = new messages.AnalyzerPropertyDependencies();
    dependencies.setUrnsList(sources.map(urnOf));
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

/** Fills in what every message about a resource says. */
export function filled<Message extends messages.AnalyzeRequest | messages.AnalyzerResource>(
  message: Message,
  { type, name, properties = {} }: Sent,
): Message {
  message.setType(type);
  message.setName(name);
  message.setUrn(urnOf(`${type} ${name}`));
  message.setProperties(Struct.fromJavaScript(properties as Record<string, JavaScriptValue>));
  const options = new messages.AnalyzerResourceOptions();
  // Without it the SDK takes the engine for one of 2019.
  options.setCustomtimeouts(new messages.AnalyzerResourceOptions.CustomTimeouts());
  message.setOptions(options);
  return message;
}

function diagnostics(response: messages.AnalyzeResponse): readonly Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: diagnostic.getEnforcementlevel(),
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  }));
}
