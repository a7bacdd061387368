import type { SchemaNode } from "../facts/model";
import type { Template } from "../template";

/** Kinds that belong to no namespace. */
export const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  "Bundle",
  "ClusterBundle",
  "ClusterExternalSecret",
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterSecretStore",
  "ClusterTriggerAuthentication",
  "CustomResourceDefinition",
  "GatewayClass",
  "IngressClass",
  "IngressClassParams",
  "Namespace",
  "NodeClaim",
  "NodeClass",
  "NodePool",
  "PersistentVolume",
  "PriorityClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
]);

/** The namespaces that every cluster has from its start. */
export const BUILT_IN_NAMESPACES: ReadonlySet<string> = new Set([
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
]);

/**
 * The Helm charts that bring the custom resource definitions of an API group. Creating such a resource before one of them is installed
 * fails in a true cluster; groups that are not listed are taken to be there (EKS Auto Mode brings its own and Karpenter's).
 */
export const CHARTS_OF_GROUP: Readonly<Record<string, readonly string[]>> = {
  "beat.k8s.elastic.co": ["eck-operator", "eck-operator-crds"],
  "elasticsearch.k8s.elastic.co": ["eck-operator", "eck-operator-crds"],
  "kibana.k8s.elastic.co": ["eck-operator", "eck-operator-crds"],
  "logstash.k8s.elastic.co": ["eck-operator", "eck-operator-crds"],
  "cert-manager.io": ["cert-manager"],
  "external-secrets.io": ["external-secrets"],
  "generators.external-secrets.io": ["external-secrets"],
  "keda.sh": ["keda"],
  "monitoring.coreos.com": ["kube-prometheus-stack", "prometheus-operator-crds"],
  "opentelemetry.io": ["opentelemetry-operator"],
  "trust-manager.io": ["trust-manager"],
  "trust.cert-manager.io": ["trust-manager"],
};

/** What cannot change in place, by kind; the object's identity never can. */
export const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ["roleRef"],
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  IngressClass: ["spec.controller"],
  Job: ["spec.selector", "spec.template", "spec.completionMode", "spec.completions"],
  PersistentVolumeClaim: [
    "spec.accessModes",
    "spec.storageClassName",
    "spec.volumeName",
    "spec.volumeMode",
    "spec.selector",
    "spec.dataSource",
  ],
  Pod: ["spec"],
  PriorityClass: ["value", "preemptionPolicy"],
  RoleBinding: ["roleRef"],
  Secret: ["type"],
  Service: ["spec.clusterIP"],
  StatefulSet: ["spec.serviceName", "spec.selector", "spec.volumeClaimTemplates", "spec.podManagementPolicy"],
  StorageClass: ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"],
};

/** Every object's identity. */
export const IDENTITY = [
  "apiVersion",
  "kind",
  "metadata.name",
  "metadata.namespace",
  "metadata.generateName",
];

const REPLICAS = {
  observedGeneration: 1,
  replicas: "{or:in.spec.replicas:1}",
  readyReplicas: "{or:in.spec.replicas:1}",
  availableReplicas: "{or:in.spec.replicas:1}",
  updatedReplicas: "{or:in.spec.replicas:1}",
};

/** What the cluster fills in, by kind. Kinds with a status that are not listed get an empty one. */
export const COMPUTED: Readonly<Record<string, Readonly<Record<string, Template>>>> = {
  Deployment: { status: REPLICAS },
  StatefulSet: { status: { ...REPLICAS, currentReplicas: "{or:in.spec.replicas:1}" } },
  DaemonSet: {
    status: {
      desiredNumberScheduled: 3,
      currentNumberScheduled: 3,
      numberReady: 3,
      numberAvailable: 3,
      observedGeneration: 1,
    },
  },
  Job: { status: { succeeded: 1 } },
  Namespace: { status: { phase: "Active" } },
  PersistentVolumeClaim: {
    status: { phase: "Bound" },
    spec: { volumeName: "pvc-{uuid:volume}", volumeMode: "Filesystem" },
  },
  Pod: { status: { phase: "Running" } },
  Service: {
    spec: { clusterIP: "172.20.{digits:2:ip}.{digits:2:host}", type: "ClusterIP", sessionAffinity: "None" },
    status: { loadBalancer: {} },
  },
};

/** What a Service of type LoadBalancer gets besides. */
export const LOAD_BALANCER_STATUS: Template = {
  loadBalancer: { ingress: [{ hostname: "k8s-{hex:32:balancer}-{hex:16:host}.elb.amazonaws.com" }] },
};

const text: SchemaNode = { type: "string" };
const number: SchemaNode = { type: "integer" };
const flag: SchemaNode = { type: "boolean" };
const texts: SchemaNode = { type: "array", items: text };
const textMap: SchemaNode = { type: "object", additionalProperties: text };
const open: SchemaNode = { type: "object" };

function record(properties: SchemaNode["properties"], ...required: string[]): SchemaNode {
  return { type: "object", additionalProperties: false, properties: properties ?? {}, required };
}

function list(items: SchemaNode): SchemaNode {
  return { type: "array", items };
}

function choice(...values: string[]): SchemaNode {
  return { type: "string", enum: values };
}

function kind(spec: SchemaNode, ...required: string[]): SchemaNode {
  return record({ apiVersion: text, kind: text, metadata: open, spec, status: open }, ...required);
}

const TERM = record({ id: text, name: text, tags: textMap });
const RESERVATION_TERM = record({
  id: text,
  ownerID: text,
  tags: textMap,
  instanceMatchCriteria: choice("open", "targeted"),
});

/** EKS Auto Mode's NodeClass, from its documentation. */
const NODE_CLASS = kind(
  record(
    {
      advancedNetworking: record({
        associatePublicIPAddress: flag,
        httpsProxy: text,
        ipv4PrefixSize: text,
        noProxy: texts,
      }),
      advancedSecurity: record({ fips: flag, kernelLockdown: choice("Integrity", "None") }),
      capacityReservationSelectorTerms: list(RESERVATION_TERM),
      certificateBundles: list(record({ name: text, data: text }, "name", "data")),
      ephemeralStorage: record({ iops: number, kmsKeyID: text, size: text, throughput: number }),
      instanceProfile: text,
      networkPolicy: choice("DefaultAllow", "DefaultDeny"),
      networkPolicyEventLogs: choice("Enabled", "Disabled"),
      podSecurityGroupSelectorTerms: list(TERM),
      podSubnetSelectorTerms: list(TERM),
      role: text,
      securityGroupSelectorTerms: list(TERM),
      snatPolicy: choice("Random", "Disabled"),
      subnetSelectorTerms: list(TERM),
      tags: textMap,
    },
    "subnetSelectorTerms",
    "securityGroupSelectorTerms",
  ),
  "spec",
);

const PEER = record({
  ipBlock: record({ cidr: text }, "cidr"),
  securityGroup: record({ groupID: text }, "groupID"),
});
const PORT = record({ port: { type: ["integer", "string"] }, protocol: choice("TCP", "UDP") });

/** The binding of pods to a target group that is made elsewhere. */
const TARGET_GROUP_BINDING = kind(
  record(
    {
      ipAddressType: choice("ipv4", "ipv6"),
      multiClusterTargetGroup: flag,
      networking: record({ ingress: list(record({ from: list(PEER), ports: list(PORT) }, "from", "ports")) }),
      nodeSelector: open,
      serviceRef: record({ name: text, port: { type: ["integer", "string"] } }, "name", "port"),
      targetGroupARN: text,
      targetGroupName: text,
      targetType: choice("instance", "ip"),
      vpcID: text,
    },
    "serviceRef",
  ),
  "spec",
);

const INGRESS_CLASS_PARAMS = kind(open);

const PASSWORD = kind(
  record(
    {
      length: number,
      digits: number,
      symbols: number,
      symbolCharacters: text,
      noUpper: flag,
      allowRepeat: flag,
    },
    "length",
    "noUpper",
    "allowRepeat",
  ),
  "spec",
);

const CUSTOM_RESOURCE_DEFINITION = kind(
  record(
    {
      conversion: open,
      group: text,
      names: record(
        { categories: texts, kind: text, listKind: text, plural: text, shortNames: texts, singular: text },
        "kind",
        "plural",
      ),
      preserveUnknownFields: flag,
      scope: choice("Cluster", "Namespaced"),
      versions: list(open),
    },
    "group",
    "names",
    "scope",
    "versions",
  ),
  "spec",
);

/** Kinds of which no API server's schema is at hand, by `<apiVersion>/<Kind>`. */
export const HANDWRITTEN: Readonly<Record<string, SchemaNode>> = {
  "apiextensions.k8s.io/v1/CustomResourceDefinition": CUSTOM_RESOURCE_DEFINITION,
  "eks.amazonaws.com/v1/IngressClassParams": INGRESS_CLASS_PARAMS,
  "eks.amazonaws.com/v1/NodeClass": NODE_CLASS,
  "eks.amazonaws.com/v1/TargetGroupBinding": TARGET_GROUP_BINDING,
  "elbv2.k8s.aws/v1beta1/TargetGroupBinding": TARGET_GROUP_BINDING,
  "generators.external-secrets.io/v1alpha1/Password": PASSWORD,
};

/** `helm.v3.Release`: a resource of the provider itself, not of the API server. */
export const RELEASE: SchemaNode = record(
  {
    allowNullValues: flag,
    atomic: flag,
    chart: text,
    cleanupOnFail: flag,
    compat: text,
    createNamespace: flag,
    dependencyUpdate: flag,
    description: text,
    devel: flag,
    disableCRDHooks: flag,
    disableOpenapiValidation: flag,
    disableWebhooks: flag,
    forceUpdate: flag,
    keyring: text,
    lint: flag,
    manifest: open,
    maxHistory: number,
    name: text,
    namespace: text,
    postrender: text,
    recreatePods: flag,
    renderSubchartNotes: flag,
    replace: flag,
    repositoryOpts: record({
      caFile: text,
      certFile: text,
      keyFile: text,
      password: text,
      repo: text,
      username: text,
    }),
    resetValues: flag,
    resourceNames: open,
    reuseValues: flag,
    skipAwait: flag,
    skipCrds: flag,
    takeOwnership: flag,
    timeout: { type: "integer", minimum: 0 },
    valueYamlFiles: { type: "array" },
    values: open,
    verify: flag,
    version: text,
    waitForJobs: flag,
  },
  "chart",
);
