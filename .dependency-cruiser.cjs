// The arrows between the folders of the repository go one way (docs/architecture.md); this is where that is checked.
const folders = (...names) => `^(${names.join("|")})/`;
/** Components above the cluster, which any cluster can carry. */
const ABOVE_THE_CLUSTER =
  "^components/(applications|certificates|metrics|logs|traces|alerting|dashboards|runtime-security|detection)/";
const tests = "\\.test\\.ts$|^engine/(testing|bench)/";

/** Who may import whom: a folder may import itself and these. */
const ALLOWED = {
  content: [],
  policies: ["content"],
  components: ["content"],
  infra: [
    "components",
    "content",
    "stacks/settings",
    "stacks/topology",
    "stacks/load-settings",
    "engine/build",
  ],
  engine: ["content"],
  stacks: [
    "content",
    "engine",
    "policies/evaluation",
    "policies/reports",
    "policies/deployed",
    // Documents without Pulumi, for what is made before there is a stack.
    "components/encryption/(policy-document|key-policy|key-uses)",
    "components/storage/bucket-policy",
  ],
  cli: ["stacks", "engine", "content", "policies/reports", "policies/evaluation", "policies/deployed"],
};

/** Places that must stay free of Pulumi's SDK, so that they can be tested in an instant and used anywhere. */
const PURE = [
  "^content/",
  "^policies/(evaluation|rules|reports|deployed)/",
  "^stacks/(settings|topology|load-settings|model|cannot-be-undone|report/)",
  "^components/[^/]+/[^/]*(values|plan|policy-document|names)\\.ts$",
];

module.exports = {
  forbidden: [
    ...Object.entries(ALLOWED).map(([folder, allowed]) => ({
      name: `${folder}-imports-only-${allowed.length === 0 ? "itself" : allowed.join("-").replaceAll("/", ".")}`,
      severity: "error",
      from: { path: folders(folder), pathNot: tests },
      to: {
        path: folders(
          "infra",
          "components",
          "policies",
          "stacks",
          "cli",
          "content",
          "engine",
          "portal",
          "services",
        ),
        pathNot: [`^${folder}/`, ...allowed.map((name) => `^${name}`)],
      },
    })),
    {
      name: "pure-code-imports-no-pulumi",
      severity: "error",
      from: { path: PURE, pathNot: tests },
      to: { path: "node_modules/@pulumi" },
    },
    {
      name: "no-sandbox-in-the-program",
      comment: "With a cloud nothing of the sandbox is loaded.",
      severity: "error",
      from: { path: folders("infra", "components", "content"), pathNot: tests },
      to: { path: "^engine/sandbox/", reachable: true },
    },
    {
      name: "no-aws-above-the-cluster",
      comment:
        "What runs in the cluster runs in any: what it needs of AWS is handed to it (components/cluster/platform-cluster.ts).",
      severity: "error",
      from: { path: ABOVE_THE_CLUSTER, pathNot: tests },
      to: { path: "node_modules/@pulumi/aws", reachable: true },
    },
    {
      name: "no-barrels-of-providers",
      comment:
        "@pulumi/aws and @pulumi/kubernetes are imported by module: the whole package costs half a second a start.",
      severity: "error",
      from: { path: folders("infra", "components"), pathNot: tests },
      to: {
        path: "node_modules/@pulumi(verse)?/(aws|kubernetes|grafana|pagerduty)/index\\.(js|d\\.ts)$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
