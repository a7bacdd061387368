import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

const ELASTICSEARCH = "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch";
const KIBANA = "kubernetes:kibana.k8s.elastic.co/v1:Kibana";
const STORE = [ELASTICSEARCH, KIBANA];
const JOB = "kubernetes:batch/v1:Job";
const PASSWORD = "kubernetes:generators.external-secrets.io/v1alpha1:Password";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";

/** The log store, the jobs that put it and the database right, and passwords that are made in the cluster. */
export const logs: readonly Survivor[] = [
  ...refused(
    [STORE, /spec(\.version)?/, ["remove"], "The API server takes neither without its version."],
    [
      ELASTICSEARCH,
      /spec\.nodeSets(\[\](\.(name|podTemplate\.spec\.containers\[\]\.name|volumeClaimTemplates\[\]\.metadata.*))?)?/,
      ["remove"],
      "There is no Elasticsearch without nodes, and no node set without a name.",
    ],
    [PASSWORD, /spec(\.(length|noUpper|allowRepeat))?/, ["remove"], "Its definition requires the three."],
    [
      JOB,
      /spec(\.template(\.spec(\.(containers(\[\](\.name)?)?|restartPolicy))?)?)?/,
      ["remove"],
      "No job is taken without them.",
    ],
    [
      INGRESS,
      /spec\.rules(\[\])?\.http(\.paths(\[\](\.(backend.*|pathType))?)?)?/,
      ["remove"],
      "No path is taken without a kind and a service.",
    ],
  ),
  ...caughtBy("components/secrets/external-secrets.test.ts")([
    PASSWORD,
    /spec\..+/,
    "all",
    "How strong what is made is, is compared there.",
  ]),
  ...caughtBy("content/logs/desired-state.test.ts")([
    "kubernetes:core/v1:ConfigMap",
    /data\.state\.json(\.(namespace|users.*|objects(\[\](\.(path|body(\.(policy|cluster|indices|elasticsearch|kibana|config|schedule|repository|retention|settings|type|index_patterns|composed_of|data_stream|priority|template\.settings\.index\.(lifecycle|number_of_replicas|search)).*)?))?)?))?/,
    "all",
    "Who reads and writes which logs, how long they stay, where copies of them lie, and that searches of security logs are written down is compared there.",
  ]),
  ...noSecurityMatter([
    "kubernetes:core/v1:ConfigMap",
    /data\.state\.json\..+/,
    "all",
    "How fields are indexed, what spaces are called, and by which answer the job sees that something is there.",
  ]),
  ...caughtBy("components/logs/log-store.test.ts")(
    [
      STORE,
      /spec\.(http.*|config.*|nodeSets\[\]\.(config.*|count|volumeClaimTemplates.*|zoneAwareness)|serviceAccountName|updateStrategy.*|count|elasticsearchRef.*)/,
      "all",
      "Certificates, settings, volumes and numbers of nodes are compared there.",
    ],
    [
      STORE,
      /spec\.(nodeSets\[\]\.)?podTemplate.*/,
      "all",
      "Pods' accounts, rights, tokens and places are compared there; what a template does not say is the operator's, which rules count as undetermined.",
    ],
    [
      STORE,
      /metadata\.(labels|annotations).*/,
      "all",
      "Which records it may hold, and when it is there, is compared there.",
    ],
    [
      "kubernetes:helm.sh/v3:Release",
      /values\.(es\.(ssl.*|uri)|extraEnvSecrets.*|managedNamespaces.*|telemetry.*|webhook\.(certManagerCert|certsSecret|enabled|failurePolicy|manageCerts|port)|config\.(metrics|setDefaultSecurityContext).*)/,
      "all",
      "Whom the exporter trusts and as whom it asks, whose namespace the operator works in, and that its webhook refuses what it cannot judge is compared there.",
    ],
  ),
  ...caughtBy("components/access/gateway.test.ts")([
    INGRESS,
    /metadata\.annotations.*|spec.*/,
    "all",
    "Which hosts it takes, and by which ciphers it speaks on both of its sides, is compared there.",
  ]),
  ...harmless([
    JOB,
    /spec\.template\.spec\.(containers\[\]\.)?securityContext\.(runAsNonRoot|runAsUser)/,
    ["remove", "negate"],
    "Either of the two keeps a container from running as root.",
  ]),
  ...caughtBy("components/databases/database-user.test.ts")([
    JOB,
    /spec\.template\.spec\.(automountServiceAccountToken|securityContext.*|volumes.*|containers\[\]\.(securityContext.*|volumeMounts.*))/,
    "all",
    "Compared there, and in components/logs/log-store.test.ts of the log store's job.",
  ]),
  ...noSecurityMatter([
    JOB,
    /metadata\.labels.*|spec\.(backoffLimit|activeDeadlineSeconds|template\.metadata.*|template\.spec\.(serviceAccountName|containers\[\]\.(args|command|env|image).*))/,
    "all",
    "What it runs and how often it tries: a job that fails fails the update.",
  ]),
];
