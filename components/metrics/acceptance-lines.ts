/**
 * What would have caught the charts' silent defaults, as a list: each line checks the values of every release, and names the mutants
 * that it must catch. For tests.
 */
import {
  apiClients,
  containers,
  monitors,
  ports,
  REFERENCE,
  replicas,
  restrictedContainers,
  restrictedPods,
  SECRET_KEY,
  workloads,
} from "./acceptance-places";
import { at, join, type Releases, texts, type Tree } from "./acceptance-values";

/** One line of the list. */
export interface Line {
  readonly title: string;
  /** What is wrong; empty when nothing is. */
  readonly check: (releases: Releases) => string[];
  /** Path, in one release, of the value that a mutant changes, and to what; undefined removes it. */
  readonly mutants: readonly (readonly [keyof Releases, string, unknown])[];
}

/** The list. */
export const lines: readonly Line[] = [
  {
    title: "nothing that has a state is on an emptyDir",
    check: (all) => [
      ...workloads.flatMap((work) => {
        const storage = "storage" in work ? work.storage : undefined;
        if (storage === undefined) return [];
        const className = at(
          all[work.release],
          `${work.spec}.${storage}.volumeClaimTemplate.spec.storageClassName`,
        );
        return className === "encrypted-gp3" ? [] : [`${work.name} has no volume of the encrypted class`];
      }),
      ...(at(all.grafana, "persistence.enabled") === true ||
      at(all.grafana, "grafana.ini.database") !== undefined
        ? []
        : ["Grafana has neither a volume nor a database"]),
    ],
    mutants: [
      ["stack", "prometheus.prometheusSpec.storageSpec", {}],
      ["stack", "alertmanager.alertmanagerSpec.storage", undefined],
      ["grafana", "persistence.enabled", false],
    ],
  },
  {
    title: "there are two replicas, or a reason why there is one",
    check: (all) =>
      workloads.flatMap((work) => {
        if ("perNode" in work) return [];
        const few = replicas(all, work) < 2;
        const reason = at(all[work.release], join(work.spec, "annotations")) as Tree | undefined;
        return few && !reason?.["pharos.io/singleton"] ? [`${work.name} has one replica and no reason`] : [];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.replicas", 1],
      ["stack", "alertmanager.alertmanagerSpec.replicas", 1],
      ["stack", "prometheusOperator.annotations", {}],
      ["stack", "kube-state-metrics.annotations", undefined],
      ["grafana", "annotations", undefined],
      ["certManager", "webhook.replicaCount", 1],
      ["externalSecrets", "replicaCount", undefined],
    ],
  },
  {
    title: "whatever has replicas has a disruption budget",
    check: (all) =>
      workloads.flatMap((work) => {
        if (!("budget" in work) || replicas(all, work) < 2) return [];
        return at(all[work.release], work.budget) ? [] : [`${work.name} has no disruption budget`];
      }),
    mutants: [
      ["stack", "prometheus.podDisruptionBudget.enabled", false],
      ["stack", "alertmanager.podDisruptionBudget", undefined],
      ["grafana", "replicas", 2],
      ["certManager", "cainjector.podDisruptionBudget.enabled", false],
      ["trustManager", "podDisruptionBudget", undefined],
      ["metricsServer", "podDisruptionBudget.enabled", undefined],
      ["openTelemetryOperator", "pdb.create", undefined],
    ],
  },
  {
    title: "replicas are spread over zones, strictly and over as many zones as there are replicas",
    check: (all) =>
      workloads.flatMap((work) => {
        const count = replicas(all, work);
        if ("perNode" in work || count < 2) return [];
        const [spread] = (at(all[work.release], join(work.spec, "topologySpreadConstraints")) ??
          []) as Tree[];
        const strict =
          spread?.["topologyKey"] === "topology.kubernetes.io/zone" &&
          spread["whenUnsatisfiable"] === "DoNotSchedule" &&
          spread["maxSkew"] === 1 &&
          spread["minDomains"] === count;
        return strict ? [] : [`${work.name} may have all its replicas in one zone`];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.topologySpreadConstraints", []],
      [
        "stack",
        "alertmanager.alertmanagerSpec.topologySpreadConstraints.0.whenUnsatisfiable",
        "ScheduleAnyway",
      ],
      ["stack", "prometheus.prometheusSpec.topologySpreadConstraints.0.minDomains", undefined],
      ["grafana", "replicas", 2],
      ["certManager", "webhook.topologySpreadConstraints.0.minDomains", 2],
      ["externalSecrets", "webhook.topologySpreadConstraints", undefined],
    ],
  },
  {
    title: "every container requests processor and memory, and has a limit of memory",
    check: (all) =>
      containers.flatMap(([release, path]) => {
        const resources = at(all[release], join(path, "resources")) as
          { requests?: Tree; limits?: Tree } | undefined;
        const complete =
          resources?.requests?.["cpu"] && resources.requests["memory"] && resources.limits?.["memory"];
        return complete ? [] : [`${join(release, path)} runs without requests or without a limit`];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.resources", {}],
      ["stack", "prometheus-node-exporter.kubeRBACProxy.resources.limits", undefined],
      ["stack", "prometheusOperator.prometheusConfigReloader.resources.requests.cpu", undefined],
      ["grafana", "sidecar.resources", undefined],
      ["certManager", "startupapicheck.resources", undefined],
      ["metricsServer", "resources.limits", undefined],
      ["openTelemetryOperator", "manager.resources", undefined],
    ],
  },
  {
    title: "nothing runs as root or writes to its root file system",
    check: (all) => [
      ...restrictedContainers.flatMap(([release, path]) =>
        at(all[release], `${path}.readOnlyRootFilesystem`) === true &&
        at(all[release], `${path}.allowPrivilegeEscalation`) === false
          ? []
          : [`${path} is not restricted`],
      ),
      ...restrictedPods.flatMap(([release, path]) =>
        at(all[release], `${path}.runAsNonRoot`) === true ? [] : [`${path} may run as root`],
      ),
      // Runs as root to change the owner of a volume.
      ...(at(all.grafana, "initChownData.enabled") === false
        ? []
        : ["Grafana's init container runs as root"]),
    ],
    mutants: [
      ["stack", "prometheus-node-exporter.containerSecurityContext.readOnlyRootFilesystem", false],
      ["stack", "prometheus.prometheusSpec.securityContext", undefined],
      ["grafana", "containerSecurityContext", undefined],
      ["trustManager", "app.securityContext.readOnlyRootFilesystem", false],
      ["externalSecrets", "podSecurityContext", undefined],
      ["grafana", "initChownData", undefined],
    ],
  },
  {
    title: "no image is taken at its latest",
    check: (all) => [
      ...(at(all.stack, "crds.enabled") === false ? [] : ["the chart's own CRDs may run busybox:latest"]),
      ...(at(all.stack, "prometheus-node-exporter.permissionInitContainer") === undefined
        ? []
        : ["node-exporter's init container runs busybox:latest"]),
      ...texts(all)
        .filter(([, text]) => /:latest$|^latest$/.test(text))
        .map(([path]) => `${path} is latest`),
    ],
    mutants: [
      ["stack", "crds.enabled", true],
      ["stack", "prometheus-node-exporter.permissionInitContainer", { fixes: { rapl: true } }],
      ["grafana", "image", { tag: "latest" }],
    ],
  },
  {
    title: "every port speaks TLS, or is on the list with its reason",
    check: (all) =>
      ports.flatMap(({ name, release, tls, reason }) =>
        reason !== undefined || tls?.(all[release]) === true ? [] : [`${name} does not speak TLS`],
      ),
    mutants: [
      ["stack", "prometheus.prometheusSpec.web.tlsConfig", undefined],
      ["stack", "prometheus.serviceMonitor.scheme", "http"],
      ["stack", "alertmanager.alertmanagerSpec.scheme", ""],
      ["stack", "alertmanager.alertmanagerSpec.clusterTLS.server.clientAuthType", "NoClientCert"],
      ["stack", "prometheus-node-exporter.kubeRBACProxy.enabled", false],
      ["stack", "kube-state-metrics.prometheus.monitor.http.scheme", "http"],
      ["stack", "kube-state-metrics.extraArgs", []],
      ["stack", "kube-state-metrics.authFilter.enabled", false],
      ["certManager", "cainjector.config.metricsTLSConfig", undefined],
      ["certManager", "prometheus.servicemonitor.endpointAdditionalProperties.scheme", "http"],
      ["trustManager", "app.minTLSVersion", ""],
      ["metricsServer", "apiService.insecureSkipTLSVerify", true],
      ["openTelemetryOperator", "admissionWebhooks.certManager.issuerRef", undefined],
    ],
  },
  {
    title: "every component is scraped",
    check: (all) => [
      ...(["prometheus", "alertmanager", "prometheusOperator"] as const).flatMap((component) =>
        at(all.stack, `${component}.serviceMonitor.selfMonitor`) === false
          ? [`${component} is not scraped`]
          : [],
      ),
      ...(["prometheus-node-exporter", "kube-state-metrics"] as const).flatMap((component) =>
        at(all.stack, `${component}.prometheus.monitor.enabled`) === false
          ? [`${component} is not scraped`]
          : [],
      ),
      ...monitors.flatMap(([release, path]) =>
        at(all[release], path) === true ? [] : [`${release} is not scraped`],
      ),
    ],
    mutants: [
      ["stack", "prometheus.serviceMonitor.selfMonitor", false],
      ["stack", "kube-state-metrics.prometheus.monitor.enabled", false],
      ["grafana", "serviceMonitor", undefined],
      ["certManager", "prometheus", undefined],
      ["externalSecrets", "serviceMonitor.enabled", false],
      ["metricsServer", "metrics.enabled", undefined],
      ["openTelemetryOperator", "manager.serviceMonitor", undefined],
    ],
  },
  {
    title: "no secret stands in the values",
    check: (all) => [
      ...texts(all)
        .filter(([path, text]) => SECRET_KEY.test(path) && !REFERENCE.test(path) && text !== "")
        .map(([path]) => `${path} holds a secret`),
      ...(at(all.grafana, "assertNoLeakedSecrets") === true ? [] : ["the chart's own check is off"]),
    ],
    mutants: [
      ["grafana", "adminPassword", "hunter2"],
      ["grafana", "grafana.ini.security.secret_key", "hunter2"],
      ["stack", "prometheus.prometheusSpec.remoteWrite.0.bearerToken", "hunter2"],
      ["grafana", "assertNoLeakedSecrets", false],
    ],
  },
  {
    title: "Prometheus sees the rules and monitors of every other chart",
    check: (all) =>
      ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"].flatMap((kind) =>
        at(all.stack, `prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`) === false
          ? []
          : [`Prometheus sees only the ${kind}s of its own release`],
      ),
    mutants: ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"].map(
      (kind) => ["stack", `prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`, undefined] as const,
    ),
  },
  {
    title: "it is said what becomes of volumes",
    check: (all) =>
      ["prometheus.prometheusSpec", "alertmanager.alertmanagerSpec"].flatMap((spec) => {
        const policy = at(all.stack, `${spec}.persistentVolumeClaimRetentionPolicy`) as Tree | undefined;
        return policy?.["whenDeleted"] === "Retain" && policy["whenScaled"] === "Retain"
          ? []
          : [`${spec} does not say what becomes of its volumes`];
      }),
    mutants: [
      ["stack", "prometheus.prometheusSpec.persistentVolumeClaimRetentionPolicy", {}],
      ["stack", "alertmanager.alertmanagerSpec.persistentVolumeClaimRetentionPolicy.whenDeleted", "Delete"],
    ],
  },
  {
    title: "definitions are upgraded with their release, and certificates outlive it",
    check: (all) =>
      (["certManager", "trustManager"] as const).flatMap((release) =>
        at(all[release], "crds.enabled") === true && at(all[release], "crds.keep") === true
          ? []
          : [`${release} takes certificates along when it goes`],
      ),
    mutants: [
      ["certManager", "crds.keep", false],
      ["trustManager", "crds.enabled", undefined],
    ],
  },
  {
    title: "nobody gets rights on certificates and credentials by a role that the cluster has anyway",
    check: (all) => [
      ...(["certManager", "trustManager"] as const).flatMap((release) =>
        at(all[release], "global.rbac.aggregateClusterRoles") === false
          ? []
          : [`whoever may edit a namespace may use ${release}`],
      ),
      ...["View", "Edit", "Admin"].flatMap((role) =>
        at(all.externalSecrets, `rbac.aggregateTo${role}`) === false
          ? []
          : [`the role ${role} may use External Secrets`],
      ),
    ],
    mutants: [
      ["certManager", "global.rbac", undefined],
      ["externalSecrets", "rbac.aggregateToEdit", undefined],
    ],
  },
  {
    title: "whatever carries a key to the Kubernetes API says what for",
    check: (all) => [
      ...apiClients.flatMap(([release, path]) => {
        const annotations = at(all[release], path) as Tree | undefined;
        return annotations?.["pharos.io/kubernetes-api"] ? [] : [`${join(release, path)} does not say`];
      }),
      ...["serviceAccount", "alertmanagerSpec"].flatMap((part) =>
        at(all.stack, `alertmanager.${part}.automountServiceAccountToken`) === false
          ? []
          : ["Alertmanager carries a key and needs none"],
      ),
    ],
    mutants: [
      ["stack", "prometheus.annotations", undefined],
      ["stack", "alertmanager.alertmanagerSpec.automountServiceAccountToken", true],
      ["stack", "alertmanager.serviceAccount", undefined],
      ["certManager", "webhook.serviceAccount", undefined],
      ["trustManager", "commonAnnotations", {}],
      ["openTelemetryOperator", "manager.podAnnotations", undefined],
    ],
  },
  {
    title: "who only reads dashboards, or counts objects, reads no Secrets",
    check: (all) => {
      const [role] = (at(all.grafana, "extraObjects") ?? []) as Tree[];
      const read = at(role ?? {}, "rules.0.resources") as string[] | undefined;
      const own =
        at(all.grafana, "rbac.useExistingRole") === at(role ?? {}, "metadata.name") &&
        read?.join() === "configmaps";
      const counted = at(all.stack, "kube-state-metrics.collectorsExclude") as string[] | undefined;
      return [
        ...(own ? [] : ["Grafana's sidecar reads the Secrets of its namespace"]),
        ...(counted?.includes("secrets") === true ? [] : ["kube-state-metrics reads all Secrets"]),
      ];
    },
    mutants: [
      ["grafana", "rbac.useExistingRole", undefined],
      ["grafana", "extraObjects.0.rules.0.resources", ["configmaps", "secrets"]],
      ["stack", "kube-state-metrics.collectorsExclude", undefined],
    ],
  },
  {
    title: "External Secrets is started anew when it hangs",
    check: (all) =>
      ["livenessProbe", "readinessProbe", "webhook.livenessProbe"].flatMap((probe) =>
        at(all.externalSecrets, `${probe}.enabled`) === true ? [] : [`there is no ${probe}`],
      ),
    mutants: [
      ["externalSecrets", "livenessProbe", undefined],
      ["externalSecrets", "readinessProbe.enabled", false],
      ["externalSecrets", "webhook.livenessProbe", undefined],
    ],
  },
  {
    title: "no default credentials remain",
    check: (all) =>
      ["admin", undefined].includes(at(all.grafana, "adminUser") as string)
        ? ["Grafana's user is admin"]
        : [],
    mutants: [
      ["grafana", "adminUser", "admin"],
      ["grafana", "adminUser", undefined],
    ],
  },
  {
    title: "nothing waits for what EKS does not show",
    check: (all) => [
      ...["kubeEtcd", "kubeScheduler", "kubeControllerManager", "kubeProxy", "coreDns"].flatMap((part) =>
        at(all.stack, `${part}.enabled`) === false ? [] : [`${part} can never be scraped on EKS`],
      ),
      ...["etcd", "kubeControllerManager", "kubeSchedulerAlerting", "kubeProxy"].flatMap((group) =>
        at(all.stack, `defaultRules.rules.${group}`) === false
          ? []
          : [`the rules ${group} fire for ever on EKS`],
      ),
    ],
    mutants: [
      ["stack", "kubeProxy", undefined],
      ["stack", "defaultRules.rules.etcd", true],
    ],
  },
  {
    // Beside the proxy, the kubelet looks for the proxy's ports in a container that has none: the release is rolled back.
    title: "kube-state-metrics becomes ready",
    check: (all) => [
      ...(at(all.stack, "kube-state-metrics.kubeRBACProxy.enabled") === true
        ? ["its chart's probes do not reach it behind kube-rbac-proxy"]
        : []),
      ...["livenessProbe", "readinessProbe"]
        .filter((probe) => at(all.stack, `kube-state-metrics.${probe}.httpGet.scheme`) !== "https")
        .map((probe) => `its ${probe} asks without TLS`),
    ],
    mutants: [
      ["stack", "kube-state-metrics.kubeRBACProxy", { enabled: true }],
      ["stack", "kube-state-metrics.readinessProbe", undefined],
      ["stack", "kube-state-metrics.livenessProbe.httpGet.scheme", "http"],
    ],
  },
  {
    title: "node-exporter is on every node, whatever its taints",
    check: (all) => {
      const tolerations = at(all.stack, "prometheus-node-exporter.tolerations") as Tree[] | undefined;
      const everything = tolerations?.some(
        ({ operator, effect }) => operator === "Exists" && effect === undefined,
      );
      return everything === true ? [] : ["nodes with a NoExecute taint go unseen"];
    },
    mutants: [
      ["stack", "prometheus-node-exporter.tolerations", [{ operator: "Exists", effect: "NoSchedule" }]],
    ],
  },
];
