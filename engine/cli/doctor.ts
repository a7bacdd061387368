import * as semver from "semver";
import { gatherFacts, type Facts } from "./facts";
import { compareGo } from "./go-build";

/** One thing the doctor looked at. */
export interface Finding {
  readonly what: string;
  /** `missing`: the sandbox does not work without it; `warning`: something a person may want to know or mend. */
  readonly status: "ok" | "missing" | "warning";
  /** Version, place or size. */
  readonly found?: string;
  readonly detail?: string;
  /** A command or instruction. */
  readonly fix?: string;
}

/** The oldest Node.js that this project supports. */
export const OLDEST_NODE = "20.19.0";

/** The Node.js that the Pulumi SDK declares; it runs on {@link OLDEST_NODE} too. */
const PULUMI_NODE = "22.0.0";

/** Memory below which previews of three stacks at once get slow, and building the CLI may fail. */
const ENOUGH_MEMORY_BYTES = 4 * 1024 ** 3;

/** Cores below which the stacks are previewed one after the other. */
const ENOUGH_CORES = 2;

/** Looks at the machine and says what is there, what is missing, and what mends it. Changes nothing and asks nothing of a network. */
export async function diagnose(gather: () => Promise<Facts> = gatherFacts): Promise<Finding[]> {
  const facts = await gather();
  return [
    node(facts),
    npm(facts),
    ...pulumi(facts),
    go(facts),
    optional("git", facts.git, "only needed to work on the code and to read it from a repository"),
    optional("helm", facts.helm, "only needed to render charts outside of the tests"),
    credentials(facts),
    ...plugins(facts),
    ...cache(facts),
    machine(facts),
  ];
}

function node({ node }: Facts): Finding {
  const what = "Node.js";
  if (semver.lt(node, OLDEST_NODE))
    return {
      what,
      status: "missing",
      found: node,
      detail: `${OLDEST_NODE} or newer is needed`,
      fix: "install a current Node.js (https://nodejs.org/en/download)",
    };
  const older = semver.lt(node, PULUMI_NODE);
  return {
    what,
    status: "ok",
    found: node,
    ...(older && { detail: "npm warns that the Pulumi SDK declares 22 or newer; it works on this one too" }),
  };
}

function npm({ npm }: Facts): Finding {
  return npm === undefined
    ? {
        what: "npm",
        status: "missing",
        detail: "not on PATH",
        fix: "install Node.js with npm (https://nodejs.org/en/download)",
      }
    : { what: "npm", status: "ok", found: npm };
}

function pulumi({ pulumi: { cli, steps, next } }: Facts): Finding[] {
  const why = steps
    .filter(({ outcome }) => outcome !== "used")
    .map(({ source, detail }) => `${source}: ${detail}`)
    .join("; ");
  if (cli)
    return [
      {
        what: "Pulumi CLI",
        status: "ok",
        found: `${cli.version} from ${cli.source}, ${cli.command}`,
        ...(why !== "" && { detail: why }),
      },
      { what: "language host", status: "ok", found: cli.languageHost },
    ];
  return [
    {
      what: "Pulumi CLI",
      status: next.possible ? "warning" : "missing",
      detail: `${why}; ${next.detail}`,
      fix: next.fix,
    },
  ];
}

function go({ go, goNeeded, pulumi: { cli } }: Facts): Finding {
  const what = "Go";
  const purpose = "builds the Pulumi CLI where it cannot be downloaded, and the tools of the tests";
  const fix = `install Go ${goNeeded} or newer (https://go.dev/dl/)`;
  if (!go.usable)
    return { what, status: "warning", detail: `${go.reason}; ${purpose}`, ...(!cli && { fix }) };
  const older = compareGo(go.version, goNeeded) < 0;
  return {
    what,
    status: "ok",
    found: `${go.version}, ${go.go}`,
    ...(older && { detail: `fetches ${goNeeded} by itself when it builds` }),
  };
}

function optional(what: string, found: string | undefined, purpose: string): Finding {
  return found === undefined
    ? { what, status: "ok", found: "not there", detail: purpose }
    : { what, status: "ok", found };
}

function credentials({ aws }: Facts): Finding {
  const what = "AWS credentials";
  return aws.length > 0
    ? { what, status: "ok", found: aws.join(", "), detail: "not tried: the doctor asks nothing of a network" }
    : {
        what,
        status: "ok",
        found: "none",
        detail:
          "not needed for the sandbox; for the cloud: `aws configure sso`, or AWS_PROFILE, or AWS_ACCESS_KEY_ID",
      };
}

/** Only for work with a cloud, so none of them is missing: Pulumi fetches plugins where it has a network. */
function plugins({ plugins: { folder, wanted, present } }: Facts): Finding[] {
  const absent = wanted.filter(({ name, version }) => !present.includes(`resource-${name}-v${version}`));
  const what = "provider plugins";
  if (absent.length === 0)
    return [
      { what, status: "ok", found: wanted.map(({ name, version }) => `${name} ${version}`).join(", ") },
    ];
  const names = absent.map(({ name, version }) => `${name} ${version}`).join(", ");
  return [
    {
      what,
      status: "ok",
      found: `${wanted.length - absent.length} of ${wanted.length} in ${folder}`,
      detail: `not needed for the sandbox; with the cloud Pulumi fetches at the first preview: ${names}`,
      fix: absent
        .map(
          ({ name, version, server }) =>
            `pulumi plugin install resource ${name} ${version}${server === undefined ? "" : ` --server ${server}`}`,
        )
        .join(" && "),
    },
  ];
}

function cache({ cache: { root, notWritable, entries } }: Facts): Finding[] {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const folder: Finding =
    notWritable === undefined
      ? {
          what: "cache",
          status: "ok",
          found: root,
          detail: `${entries.length} ${entries.length === 1 ? "entry" : "entries"}, ${megabytes(bytes)}`,
        }
      : {
          what: "cache",
          status: "missing",
          found: root,
          detail: notWritable,
          fix: "set PHAROS_CACHE to a folder that you may write to",
        };
  const damaged = entries.filter(({ damage }) => damage !== undefined);
  return [
    folder,
    ...damaged.map(({ folder, damage }): Finding => ({
      what: "cache entry",
      status: "warning",
      found: folder,
      detail: damage!,
      fix: `rm -r ${quote(folder)}`,
    })),
  ];
}

function machine({ memoryBytes, cores }: Facts): Finding {
  const found = `${cores} cores, ${(memoryBytes / 1024 ** 3).toFixed(1)} GiB of memory`;
  const enough = memoryBytes >= ENOUGH_MEMORY_BYTES && cores >= ENOUGH_CORES;
  return {
    what: "machine",
    status: enough ? "ok" : "warning",
    found,
    ...(!enough && {
      detail: `previews are slow below ${ENOUGH_CORES} cores and ${megabytes(ENOUGH_MEMORY_BYTES)}`,
    }),
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}

/** A path for a shell, quoted where it needs to be. */
function quote(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
