import { chart, chartNames } from "../../../content/versions";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** One version and no other: `1.2.3`, with a leading `v`, a pre-release or a build where the chart's author gave one. */
const EXACT_VERSION = /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** A digest names content, so that nobody can put something else under it. */
const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** The repositories of the version table; a chart from elsewhere was looked at by nobody. */
export const approvedRepositories: readonly string[] = [
  ...new Set(chartNames.map((name) => plainUrl(chart(name).repository))),
].sort();

export const helmReleasesArePinned: ResourceRule = {
  id: "K8S-HELM-01",
  slug: "helm-releases-are-pinned",
  title: "Helm releases are pinned, from approved repositories, atomic and rendered for checking",
  severity: "high",
  scope: "resource",
  types: [RELEASE, "kubernetes:helm.sh/v3:Chart", "kubernetes:helm.sh/v4:Chart"],
  controls: {
    soc2: ["CC8.1", "CC6.8"],
    pci: ["6.3.2", "6.5.1"],
    gdpr: ["28"],
    iso27001: ["A.8.32", "A.5.21"],
  },
  remediation:
    "Install the chart as a Release with an exact version from content/versions.ts, its repository, and atomic: true.",
  url: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/",
  check(resource) {
    const source = sourceOf(resource.inputs);
    if (source.kind === "unknown") return source.outcome;
    const origin =
      source.kind === "local" ? [] : [judgeVersion(resource.inputs, source), judgeRepository(source)];
    return allOf([...origin, judgeAtomic(resource), CONTENTS_NOT_RENDERED]);
  },
};

/**
 * The rules for pods judge what a chart installs once it is rendered. As long as nobody hands the rendered manifests over, that is said
 * of every chart: a silent pass would claim more than was looked at.
 */
const CONTENTS_NOT_RENDERED = undetermined({
  state: "unknown",
  path: "values",
  why: "were not rendered into manifests, so that the rules for pods have not judged what the chart installs",
});

/** Where a chart comes from. */
type Source =
  /** A folder of this repository: its version and content are under review with it. */
  | { readonly kind: "local" }
  /** An archive or an OCI artifact, by its address. */
  | { readonly kind: "address"; readonly url: string }
  /** A name in a repository. */
  | { readonly kind: "repository"; readonly chart: string; readonly repository: Reader }
  | { readonly kind: "unknown"; readonly outcome: Outcome };

function sourceOf(inputs: Reader): Source {
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

function judgeVersion(inputs: Reader, source: Source): Outcome {
  if (source.kind === "address" && DIGEST.test(source.url)) return pass;
  const version = inputs.at("version").filledText();
  if (version.state === "unknown") return undetermined(version);
  if (version.state === "value" && EXACT_VERSION.test(version.value)) return pass;
  // The address of an archive names its version; what it holds can still be replaced, which its repository has to rule out.
  if (version.state === "absent" && source.kind === "address" && /\.tgz$/.test(source.url)) return pass;
  const found =
    version.state === "absent"
      ? "missing, so that whatever is newest is installed"
      : `'${version.value}', a range`;
  return violation("version", {
    message: `'version' is ${found}; one exact version such as 1.2.3 is required`,
    fix: "pin the version in content/versions.ts and take it from there",
    property: "version",
  });
}

function judgeRepository(source: Source): Outcome {
  if (source.kind === "address") {
    return DIGEST.test(source.url) || isApproved(source.url) ? pass : strange(source.url, "chart");
  }
  if (source.kind !== "repository") return pass;
  const url = source.repository.filledText();
  if (url.state === "unknown") return undetermined(url);
  if (url.state === "value") return isApproved(url.value) ? pass : strange(url.value, "repositoryOpts.repo");
  return violation("repository", {
    message: `'repositoryOpts.repo' is missing, so that '${source.chart}' comes from whatever this machine calls by that name; one of ${approvedRepositories.join(", ")} is required`,
    fix: "name the chart's repository in repositoryOpts.repo",
    property: "repositoryOpts.repo",
  });
}

function strange(url: string, property: string): Outcome {
  return violation("repository", {
    message: `the chart comes from ${url}, which is not approved; ${approvedRepositories.join(", ")} are, and any OCI artifact by its sha256 digest`,
    fix: "take the chart from an approved repository, or add its repository to content/versions.ts in a change of its own",
    property,
  });
}

/** A release that fails half-way has to leave nothing behind. Charts that Pulumi itself installs have no such switch. */
function judgeAtomic({ type, inputs }: Resource): Outcome {
  if (type !== RELEASE) return notApplicable("Pulumi installs the parts of the chart one by one");
  const atomic = inputs.at("atomic").flag();
  if (atomic.state === "unknown") return undetermined(atomic);
  if (atomic.state === "value" && atomic.value) return pass;
  return violation("not-atomic", {
    message: "'atomic' is not true: a release that fails would stay half installed; it has to roll back",
    fix: "set atomic to true",
    property: "atomic",
  });
}

function isApproved(url: string): boolean {
  const plain = plainUrl(url);
  return approvedRepositories.some((approved) => plain === approved || plain.startsWith(`${approved}/`));
}

/** Scheme and host in lower case, without a slash at the end. */
function plainUrl(url: string): string {
  const trimmed = url.trim().replace(/\/+$/, "");
  return trimmed.replace(/^[a-z]+:\/\/[^/]+/i, (start) => start.toLowerCase());
}

function isPath(name: string): boolean {
  return /^(\.{1,2}\/|\/|[A-Za-z]:\\)/.test(name);
}
