import { undetermined, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";

export const RELEASE = "kubernetes:helm.sh/v3:Release";

/** The resources by which Pulumi installs charts. */
export const chartTypes: readonly string[] = [
  RELEASE,
  "kubernetes:helm.sh/v3:Chart",
  "kubernetes:helm.sh/v4:Chart",
];

/** Where a chart comes from. */
export type Source =
  /** A folder of this repository: its version and content are under review with it. */
  | { readonly kind: "local" }
  /** An archive or an OCI artifact, by its address. */
  | { readonly kind: "address"; readonly url: string }
  /** A name in a repository. */
  | { readonly kind: "repository"; readonly chart: string; readonly repository: Reader }
  | { readonly kind: "unknown"; readonly outcome: Outcome };

export function sourceOf(inputs: Reader): Source {
  const name = inputs.at("chart").filledText();
  if (name.state === "unknown") return { kind: "unknown", outcome: undetermined(name) };
  if (name.state === "absent") {
    const path = inputs.at("path").filledText();
    if (path.state === "value") return { kind: "local" };
    const why = "is not shown to policies, as of every chart that is a component: install it as a Release";
    return { kind: "unknown", outcome: undetermined({ state: "unknown", path: "chart", why }) };
  }
  if (/^(oci|https?):\/\//.test(name.value)) return { kind: "address", url: name.value };
  const repository = inputs.at("repositoryOpts", "repo");
  if (repository.state === "absent" && isPath(name.value)) return { kind: "local" };
  return { kind: "repository", chart: name.value, repository };
}

function isPath(name: string): boolean {
  return /^(\.{1,2}\/|\/|[A-Za-z]:\\)/.test(name);
}
