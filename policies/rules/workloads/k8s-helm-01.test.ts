import assert from "node:assert/strict";
import type { ChartContents } from "../../evaluation/resource";
import { testRule } from "../../testing/cases";
import { resourceFrom, UNKNOWN, type Given } from "../../testing/resources";
import { approvedRepositories, helmReleasesArePinned } from "./k8s-helm-01";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const APPROVED = "https://prometheus-community.github.io/helm-charts";
const STRANGE = "https://charts.example.com";
const DIGEST = `@sha256:${"0123456789abcdef".repeat(4)}`;

const release = (inputs: Record<string, unknown>, type = RELEASE): [Given] => [
  { type, name: "release", inputs },
];
const good = {
  chart: "kube-prometheus-stack",
  version: "88.5.3",
  repositoryOpts: { repo: APPROVED },
  atomic: true,
};
const without = (name: keyof typeof good): Record<string, unknown> => ({ ...good, [name]: undefined });

/** What is said of every chart whose manifests nobody has rendered. */
const CONTENTS = "undetermined contents";

describe("K8S-HELM-01", () => {
  testRule(
    helmReleasesArePinned,
    [
      { title: "pinned, approved, atomic", resources: release(good), expect: ["pass"] },
      {
        title: "a slash at the end of the repository",
        resources: release({ ...good, repositoryOpts: { repo: `${APPROVED}/` } }),
        expect: ["pass"],
      },
      {
        title: "a host in capitals",
        resources: release({ ...good, repositoryOpts: { repo: APPROVED.replace("github.io", "GitHub.io") } }),
        expect: ["pass"],
      },
      { title: "a version with a v", resources: release({ ...good, version: "v1.21.0" }), expect: ["pass"] },
      {
        title: "a pre-release",
        resources: release({ ...good, version: "2.0.0-rc.1+build.5" }),
        expect: ["pass"],
      },
      {
        title: "an OCI artifact by its digest, from anywhere",
        resources: release({ chart: `oci://registry.example.com/charts/app${DIGEST}`, atomic: true }),
        expect: ["pass"],
      },
      {
        title: "an archive in an approved repository",
        resources: release({ chart: `${APPROVED}/kube-prometheus-stack-88.5.3.tgz`, atomic: true }),
        expect: ["pass"],
      },
      {
        title: "a chart of this repository",
        resources: release({ chart: "./charts/app", atomic: true }),
        expect: ["pass"],
      },
      {
        title: "a chart whose parts Pulumi installs",
        resources: release({ ...good, atomic: undefined }, "kubernetes:helm.sh/v4:Chart"),
        expect: ["pass"],
      },
      {
        title: "no version",
        resources: release(without("version")),
        expect: ["violation version"],
        message:
          "'version' is missing, so that whatever is newest is installed; one exact version such as 1.2.3 is required. To mend it: pin the version in content/versions.ts and take it from there.",
      },
      ...["88.x", "^88.5.3", ">=88", "88.5", "latest", "*", "88.5.3 || 88.5.4"].map((version) => ({
        title: `a range, ${version}`,
        resources: release({ ...good, version }),
        expect: ["violation version"],
      })),
      {
        title: "an OCI artifact by a tag that can move",
        resources: release({ chart: "oci://registry.example.com/charts/app", atomic: true }),
        expect: ["violation version", "violation repository"],
      },
      {
        title: "a repository that nobody approved",
        resources: release({ ...good, repositoryOpts: { repo: STRANGE } }),
        expect: ["violation repository"],
        message:
          `the chart comes from ${STRANGE}, which is not approved; ${approvedRepositories.join(", ")} are, and any OCI artifact by its sha256 digest. ` +
          "To mend it: take the chart from an approved repository, or add its repository to content/versions.ts in a change of its own.",
      },
      {
        title: "a repository that begins like an approved one",
        resources: release({ ...good, repositoryOpts: { repo: `${APPROVED}-evil` } }),
        expect: ["violation repository"],
      },
      {
        title: "no repository",
        resources: release(without("repositoryOpts")),
        expect: ["violation repository"],
        message:
          `'repositoryOpts.repo' is missing, so that 'kube-prometheus-stack' comes from whatever this machine calls by that name; one of ${approvedRepositories.join(", ")} is required. ` +
          "To mend it: name the chart's repository in repositoryOpts.repo.",
      },
      {
        title: "not atomic",
        resources: release({ ...good, atomic: false }),
        expect: ["violation not-atomic"],
        message:
          "'atomic' is not true: a release that fails would stay half installed; it has to roll back. To mend it: set atomic to true.",
      },
      { title: "atomic not said", resources: release(without("atomic")), expect: ["violation not-atomic"] },
      {
        title: "wrong in every way",
        resources: release({ chart: "app" }),
        expect: ["violation version", "violation repository", "violation not-atomic"],
      },
      ...[
        ["privileged", true, "no container may have the node"],
        ["allowPrivilegeEscalation", true, "false is required"],
        ["hostNetwork", true, "no pod may share that with its node"],
        ["hostPID", "true", "no pod may share that with its node"],
        ["runAsUser", 0, "a number above 0 is required"],
        ["runAsNonRoot", false, "true is required"],
        ["procMount", "Unmasked", "Default is allowed"],
        ["tag", "latest", "the tag of one version is required"],
      ].map(([key, value, allowed]) => ({
        title: `a value that weakens: ${String(key)}`,
        resources: release({ ...good, values: { app: { securityContext: { [String(key)]: value } } } }),
        expect: ["violation unsafe-value"],
        message: `'values.app.securityContext.${String(key)}' is '${String(value)}'; ${String(allowed)}. To mend it: take it out of the release's values.`,
      })),
      ...[
        {
          values: { "grafana.ini": { "auth.anonymous": { enabled: true } } },
          message:
            "'values[\"grafana.ini\"][\"auth.anonymous\"].enabled' is 'true'; nobody may look without signing in.",
        },
        {
          values: { web: { tlsConfig: { minVersion: "TLS10" } } },
          message: "'values.web.tlsConfig.minVersion' is 'TLS10'; TLS12 or TLS13 is required.",
        },
      ].map(({ values, message }) => ({
        title: `a value that weakens: ${JSON.stringify(values)}`,
        resources: release({ ...good, values }),
        expect: ["violation unsafe-value"],
        message: `${message} To mend it: take it out of the release's values.`,
      })),
      ...[
        { securityContext: { capabilities: { add: ["NET_ADMIN"] } } },
        { securityContext: { seccompProfile: { type: "Unconfined" } } },
        { extraVolumes: [{ name: "v", hostPath: { path: "/" } }] },
        { containers: [{ name: "a" }, { name: "b", securityContext: { privileged: true } }] },
      ].map((values) => ({
        title: `a value that weakens: ${JSON.stringify(values)}`,
        resources: release({ ...good, values }),
        expect: ["violation unsafe-value"],
      })),
      ...[
        { service: { type: "ClusterIP" }, image: { tag: "v1.2.3" }, path: "/metrics" },
        { securityContext: { privileged: false, runAsUser: 1000, runAsNonRoot: true, procMount: "" } },
        { securityContext: { capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] } } },
        { "grafana.ini": { "auth.anonymous": { enabled: false }, "auth.ldap": { enabled: true } } },
        { web: { tlsConfig: { minVersion: "TLS13" } }, node: { minVersion: "TLS10" } },
        { serviceAccount: { annotations: { roleArn: UNKNOWN } } },
      ].map((values) => ({
        title: `values that weaken nothing: ${JSON.stringify(values)}`,
        resources: release({ ...good, values }),
        expect: ["pass"],
      })),
      {
        title: "a value that may weaken",
        resources: release({ ...good, values: { securityContext: { privileged: UNKNOWN } } }),
        expect: ["undetermined values.securityContext.privileged"],
      },
      {
        title: "version not known",
        resources: release({ ...good, version: UNKNOWN }),
        expect: ["undetermined version"],
      },
      {
        title: "repository not known",
        resources: release({ ...good, repositoryOpts: { repo: UNKNOWN } }),
        expect: ["undetermined repositoryOpts.repo"],
      },
      {
        title: "chart not known",
        resources: release({ ...good, chart: UNKNOWN }),
        expect: ["undetermined chart"],
      },
      {
        title: "a component that shows nothing of itself",
        resources: release({}, "kubernetes:helm.sh/v3:Chart"),
        expect: ["undetermined chart"],
        message:
          "chart is not shown to policies, as of every chart that is a component: install it as a Release",
      },
    ],
    CONTENTS,
  );

  it("says of a release that complies that its contents were not judged", () => {
    assert.deepEqual(helmReleasesArePinned.check(resourceFrom(release(good)[0])), [
      {
        kind: "undetermined",
        property: "contents",
        why: "were not evaluated: nobody has rendered it into manifests",
      },
    ]);
  });

  const judged = (contents: ChartContents) =>
    helmReleasesArePinned.check({ ...resourceFrom(release(good)[0]), contents });

  it("passes where what the chart installs was judged", () => {
    assert.deepEqual(judged({ state: "judged" }), [{ kind: "pass" }]);
  });

  it("says without a cloud why it was not", () => {
    const why = "its manifests were rendered with another 'values.replicas'";
    assert.deepEqual(judged({ state: "not judged", why, demanded: false }), [
      { kind: "undetermined", property: "contents", why: `were not evaluated: ${why}` },
    ]);
  });

  it("refuses it with a cloud", () => {
    assert.deepEqual(
      judged({ state: "not judged", why: "nobody has rendered it into manifests", demanded: true }),
      [
        {
          kind: "violation",
          reason: "not-rendered",
          message:
            "what the chart installs was not evaluated: nobody has rendered it into manifests; with a cloud it has to be",
          fix: "run pharos render (docs/policies/charts.md says what else there is), and run again",
          property: "contents",
        },
      ],
    );
  });
});
