import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

const COLLECTOR = "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector";
const BINDINGS = [
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
];

/** The ways of traces, and the log store's bootstrap. */
export const tracing: readonly Survivor[] = [
  ...refused(
    [
      BINDINGS,
      /(roleRef|subjects\[\])\.(apiGroup|kind|name|namespace)|roleRef/,
      ["remove"],
      "The API server takes no binding without a role, and no subject without kind and name.",
    ],
    [COLLECTOR, /spec(\.config)?/, ["remove"], "The API server takes no collector without a configuration."],
  ),
  ...harmless(
    [BINDINGS, /subjects(\[\])?/, ["remove"], "A right fewer."],
    [
      "kubernetes:core/v1:ConfigMap",
      /immutable/,
      "all",
      "The job that reads it is named after its contents, so that others come under another name.",
    ],
  ),
  ...caughtBy("components/tracing/collector-configs.test.ts")([
    COLLECTOR,
    /spec\.config\..+/,
    "all",
    "Which signals go which way, whom receivers let in, and where they send is compared there; the collector itself judges the rest.",
  ]),
  ...caughtBy("components/tracing/collector-configs.test.ts")([
    "kubernetes:core/v1:ConfigMap",
    /data\.config\.json(\.(receivers|extensions\.(jaeger_query|jaeger_storage)|service\.(pipelines|extensions)).*)?/,
    "all",
    "Whom Jaeger lets in, whom it trusts, by whose name it asks its store, and the way of spans is compared there.",
  ]),
  ...noSecurityMatter([
    "kubernetes:core/v1:ConfigMap",
    /data\.config\.json\..+/,
    "all",
    "How much Jaeger holds and tries at a time, what it says of itself, and where it is asked whether it is well.",
  ]),
  ...noSecurityMatter([
    COLLECTOR,
    /spec\.(?!config).+/,
    "all",
    "How many there are and where: what a pod may do is the business of the rules for pods.",
  ]),
];
