export interface EngineEnvironmentOptions {
  /** Pulumi's own folder (credentials, plugins, workspaces). */
  readonly home: string;
  /** Where state is kept: `file:///…`, `s3://…`. */
  readonly backendUrl: string;
  /** Encrypts secrets in state. @default none; in the sandbox a fixed one, since nothing in it is secret */
  readonly passphrase?: string;
  /** Only for work without a cloud. */
  readonly sandbox?: {
    /** Which running processes serve which providers: `aws:PORT,kubernetes:PORT,…`. */
    readonly debugProviders: string;
  };
}

/** A variable for the engine, with why it is set. */
export interface EngineVariable {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

/** The sandbox's state holds made-up resources only; a constant lets every command of a checkout read it. */
const SANDBOX_PASSPHRASE = "sandbox";

/** The variables for quiet runs against a given backend; in the sandbox also for runs without a network. */
export function engineVariables(options: EngineEnvironmentOptions): EngineVariable[] {
  const { home, backendUrl, sandbox } = options;
  const passphrase = options.passphrase ?? (sandbox && SANDBOX_PASSPHRASE);
  return [
    {
      name: "PULUMI_SKIP_UPDATE_CHECK",
      value: "true",
      reason: "the version is chosen by Pharos; a look-up costs time and fails without a network",
    },
    {
      name: "PULUMI_HOME",
      value: home,
      reason: "log-ins and the chosen backend of other projects stay as they are",
    },
    { name: "PULUMI_BACKEND_URL", value: backendUrl, reason: "names the backend without `pulumi login`" },
    ...(passphrase === undefined
      ? []
      : [
          {
            name: "PULUMI_CONFIG_PASSPHRASE",
            value: passphrase,
            reason: "the engine would ask for it, and nobody is there to answer",
          },
        ]),
    ...(sandbox
      ? [
          {
            name: "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
            value: "true",
            reason: "providers are served by the sandbox; the real ones would be downloaded in vain",
          },
          {
            name: "PULUMI_DEBUG_PROVIDERS",
            value: sandbox.debugProviders,
            reason: "attaches the engine to the sandbox's process instead of starting provider plugins",
          },
          {
            name: "PULUMI_EXPERIMENTAL",
            value: "true",
            reason: "asked for by what follows",
          },
          {
            // Of a file of several MiB, each of some thousand steps would write the whole.
            name: "PULUMI_SKIP_CHECKPOINTS",
            value: "true",
            reason: "state is written when an update ends or is stopped, not after each of its steps",
          },
        ]
      : []),
  ];
}

/** {@link engineVariables} as an environment. */
export function engineEnvironment(options: EngineEnvironmentOptions): Record<string, string> {
  return Object.fromEntries(engineVariables(options).map(({ name, value }) => [name, value]));
}
