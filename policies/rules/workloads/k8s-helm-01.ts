import { chart, chartNames } from "../../../content/versions";
import { CONTENTS, NOT_RENDERED_REASON } from "../../evaluation/chart-contents";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { chartTypes, RELEASE, sourceOf, type Source } from "./chart-source";
import { judgeValues } from "./chart-values";

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
  types: chartTypes,
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
    return allOf([
      ...origin,
      judgeAtomic(resource),
      ...judgeValues(resource.inputs.at("values")),
      judgeContents(resource),
    ]);
  },
};

/**
 * The rules for pods judge what a chart installs once it is rendered. Where nobody has handed the manifests over, that is said of the
 * release: a silent pass would claim more than was looked at. With a cloud it is refused.
 */
function judgeContents({ contents }: Resource): Outcome {
  if (contents?.state === "judged") return pass;
  const why = contents?.why ?? NOT_RENDERED;
  if (contents?.demanded !== true)
    return undetermined({ state: "unknown", path: CONTENTS, why: `were not evaluated: ${why}` });
  return violation(NOT_RENDERED_REASON, {
    message: `what the chart installs was not evaluated: ${why}; with a cloud it has to be`,
    fix: "run pharos render (docs/policies/charts.md says what else there is), and run again",
    property: CONTENTS,
  });
}

const NOT_RENDERED = "nobody has rendered it into manifests";

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
