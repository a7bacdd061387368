import * as path from "node:path";
import { type BuildSpec, type Check, obtainBuilt } from "../cli/built";
import { CHECKOUT } from "../cli/checkout";
import { failure, run } from "../cli/run";
import type { ObtainOptions, Step } from "../cli/steps";

/** The programs that tests let judge what this project makes. Each is built from its own Go module in the folder of its name. */
interface Tool {
  /** What it calls itself. */
  readonly version: string;
  /** The version of its Go module, as its go.mod pins it. */
  readonly moduleVersion: string;
  readonly package: string;
  /** Build tags. @default none */
  readonly tags?: readonly string[];
  /** Variables set by the linker, by which it tells its version. */
  readonly variables: Readonly<Record<string, string>>;
  /** The arguments that make it tell its version. */
  readonly ask: readonly string[];
  /** What it says then. @default its version */
  readonly says?: string;
  /** Minutes of a first build on two cores. */
  readonly minutes: number;
}

/** Where programs of Prometheus' family keep their version. */
const PROMETHEUS_VERSION = "github.com/prometheus/common/version.Version";

/** Prometheus publishes release 3.14 as version 0.314 of its Go module, since that never became a module of major version 3. */
const prometheus = {
  version: "3.14.0",
  moduleVersion: "v0.314.0",
  variables: { [PROMETHEUS_VERSION]: "3.14.0" },
  ask: ["--version"],
};

/** Newer releases embed a web interface that their Go module lacks. */
const alertmanager = {
  version: "0.31.1",
  moduleVersion: "v0.31.1",
  variables: { [PROMETHEUS_VERSION]: "0.31.1" },
  ask: ["--version"],
};

/** All tools, by the name of their executable. */
export const TOOLS = {
  promtool: { ...prometheus, package: "github.com/prometheus/prometheus/cmd/promtool", minutes: 7 },
  prometheus: { ...prometheus, package: "github.com/prometheus/prometheus/cmd/prometheus", minutes: 9 },
  amtool: { ...alertmanager, package: "github.com/prometheus/alertmanager/cmd/amtool", minutes: 1 },
  alertmanager: {
    ...alertmanager,
    package: "github.com/prometheus/alertmanager/cmd/alertmanager",
    minutes: 1,
  },
  helm: {
    version: "3.20.2",
    moduleVersion: "v3.20.2",
    package: "helm.sh/helm/v3/cmd/helm",
    variables: { "helm.sh/helm/v3/internal/version.version": "v3.20.2" },
    ask: ["version", "--short"],
    minutes: 3,
  },
  kubeconform: {
    version: "0.7.0",
    moduleVersion: "v0.7.0",
    package: "github.com/yannh/kubeconform/cmd/kubeconform",
    variables: { "main.version": "v0.7.0" },
    ask: ["-v"],
    minutes: 1,
  },
  // A program of our own: the collector's project publishes none with just these components.
  otelcol: {
    version: "0.158.0",
    moduleVersion: "v0.158.0",
    package: "pharos/engine/tools/otelcol",
    variables: { "main.version": "0.158.0" },
    ask: ["--version"],
    minutes: 4,
  },
  thanos: {
    version: "0.42.4",
    moduleVersion: "v0.42.4",
    package: "github.com/thanos-io/thanos/cmd/thanos",
    // As the project builds it: with the other layout of labels in memory it ends at the first question.
    tags: ["netgo", "slicelabels"],
    variables: { [PROMETHEUS_VERSION]: "0.42.4" },
    ask: ["--version"],
    minutes: 5,
  },
  // The newest that is to be had: Jaeger's module has no versions 2 of its own, and v1.76.0 is the commit of 2.13.0. Newer commits need
  // modules that no proxy gives.
  jaeger: {
    version: "2.13.0",
    moduleVersion: "v1.76.0",
    package: "github.com/jaegertracing/jaeger/cmd/jaeger",
    variables: { "github.com/jaegertracing/jaeger/internal/version.latestVersion": "v2.13.0" },
    ask: ["version"],
    minutes: 5,
  },
  "oauth2-proxy": {
    version: "7.15.3",
    moduleVersion: "v7.15.3",
    package: "github.com/oauth2-proxy/oauth2-proxy/v7",
    variables: { "github.com/oauth2-proxy/oauth2-proxy/v7/pkg/version.VERSION": "v7.15.3" },
    ask: ["--version"],
    minutes: 1,
  },
  "prom-label-proxy": {
    version: "0.13.0",
    moduleVersion: "v0.13.0",
    package: "github.com/prometheus-community/prom-label-proxy",
    variables: {},
    // It knows no version: there is only to see that it runs.
    ask: ["--help"],
    says: "prom-label-proxy",
    minutes: 1,
  },
  yace: {
    version: "0.67.0",
    moduleVersion: "v0.67.0",
    package: "github.com/prometheus-community/yet-another-cloudwatch-exporter/cmd/yace",
    variables: { [PROMETHEUS_VERSION]: "0.67.0" },
    ask: ["--version"],
    minutes: 2,
  },
  blackbox_exporter: {
    version: "0.28.0",
    moduleVersion: "v0.28.0",
    package: "github.com/prometheus/blackbox_exporter",
    variables: { [PROMETHEUS_VERSION]: "0.28.0" },
    ask: ["--version"],
    minutes: 1,
  },
  elasticsearch_exporter: {
    version: "1.11.0",
    moduleVersion: "v1.11.0",
    package: "github.com/prometheus-community/elasticsearch_exporter",
    variables: { [PROMETHEUS_VERSION]: "1.11.0" },
    ask: ["--version"],
    minutes: 1,
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** A tool that runs. */
export interface ObtainedTool {
  /** Absolute path of the executable. */
  readonly command: string;
  readonly version: string;
  readonly source: "cache" | "build";
  readonly steps: readonly Step[];
}

/** How long a tool may take to tell its version. */
const VERSION_TIMEOUT_MS = 20_000;

/** How a tool is built and checked. */
export function toolBuild(name: ToolName): BuildSpec {
  const { version, package: main, tags, variables, minutes }: Tool = TOOLS[name];
  return {
    name,
    title: `${name} ${version}`,
    version,
    minutes,
    programs: [
      {
        module: path.join(CHECKOUT, "engine", "tools", name),
        package: main,
        output: name,
        variables,
        ...(tags === undefined ? {} : { tags }),
      },
    ],
    check: checkTool(name),
  };
}

/**
 * The tool of this name, from the cache or built now. One on PATH is not used: verdicts depend on the exact version.
 * @throws UserError that lists what was tried, with the command that mends it
 */
export async function obtainTool(name: ToolName, options: ObtainOptions = {}): Promise<ObtainedTool> {
  const { root, source, steps } = await obtainBuilt(toolBuild(name), options);
  return {
    command: path.join(root, "bin", name),
    version: TOOLS[name].version,
    source: source === "cache" ? "cache" : "build",
    steps,
  };
}

function checkTool(name: ToolName): Check {
  const { version, ask, says = version }: Tool = TOOLS[name];
  return async (bin, env) => {
    const command = path.join(bin, name);
    const result = await run(command, ask, { env, timeoutMs: VERSION_TIMEOUT_MS });
    if (result.problem !== undefined) return `${command} does not run: ${failure(result)}`;
    // Older tools tell their version on standard error.
    const said = `${result.stdout}${result.stderr}`.trim();
    return said.includes(says) ? undefined : `${command} says "${said.split("\n")[0]}" instead of ${says}`;
  };
}
