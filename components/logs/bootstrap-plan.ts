import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { DesiredState } from "../../content/logs/desired-state";
import { bootstrapName, elasticsearchUrl, kibanaUrl, superuserSecret } from "../../content/logs/names";
import { scriptImage } from "../../content/logs/versions";
import { trustRoots } from "../../content/metrics/certificates";
import { containerResources, restrictedContainer, restrictedPod } from "../../content/metrics/pod-security";

/** User of the image that is not root. */
const USER = 1000;
/** Some dozen requests, one after the other. */
const SIZE = { cpuMillicores: 50, memoryMiB: 64, memoryLimitMiB: 192 };
/** What the job asks for, also for the quota. */
export const bootstrapResources = containerResources(SIZE);

/** Kibana answers some minutes after its pod is there; between attempts the pause doubles from ten seconds. */
const ATTEMPTS = 8;
const LONGEST_SECONDS = 30 * 60;

const SCRIPT = "apply-state.js";
const STATE = "state.json";
const PROGRAM = "/program";
const CREDENTIALS = "/credentials";
const ROOTS = "/roots";
const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Digits that tell one content from another. */
const HASH_DIGITS = 10;

/** Why the job's pods have a key to the Kubernetes API (`K8S-SA-01` asks). */
export const apiReason = {
  "pharos.io/kubernetes-api": "writes each program's password into a Secret, which nobody else knows",
};

/** The files that the job runs, and a name that changes with them: what a job does cannot be changed. */
export function bootstrapFiles(state: DesiredState): { name: string; data: Record<string, string> } {
  // As it was compiled, without the line that leads to its source.
  const script = readFileSync(path.join(__dirname, SCRIPT), "utf8").replace(
    /^\/\/# sourceMappingURL=.*\n?/m,
    "",
  );
  const data = { [SCRIPT]: script, [STATE]: JSON.stringify(state) };
  const content = JSON.stringify([data, bootstrapPod("")]);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, HASH_DIGITS);
  return { name: `${bootstrapName}-${hash}`, data };
}

/** `rules` of the job's Role in a namespace: it makes the Secrets of the users there, and reads these alone. */
export function bootstrapRules({ users }: DesiredState, namespace: string) {
  return [
    { apiGroups: [""], resources: ["secrets"], verbs: ["create"] },
    {
      apiGroups: [""],
      resources: ["secrets"],
      resourceNames: users.filter((user) => user.namespace === namespace).map(({ secretName }) => secretName),
      verbs: ["get"],
    },
  ];
}

/** `spec` of the job. @param files name of the ConfigMap with its files */
export function bootstrapJobSpec(files: string) {
  return {
    backoffLimit: ATTEMPTS,
    activeDeadlineSeconds: LONGEST_SECONDS,
    template: bootstrapPod(files),
  };
}

function bootstrapPod(files: string) {
  const env = {
    STATE_FILE: `${PROGRAM}/${STATE}`,
    ROOTS_FILE: `${ROOTS}/${trustRoots.key}`,
    PASSWORD_FILE: `${CREDENTIALS}/${superuserSecret.user}`,
    STORE_USER: superuserSecret.user,
    ELASTICSEARCH_URL: elasticsearchUrl,
    KIBANA_URL: kibanaUrl,
    KUBERNETES_CA_FILE: `${ACCOUNT}/ca.crt`,
    KUBERNETES_TOKEN_FILE: `${ACCOUNT}/token`,
  };
  return {
    metadata: { labels: { "app.kubernetes.io/name": bootstrapName }, annotations: apiReason },
    spec: {
      restartPolicy: "Never",
      serviceAccountName: bootstrapName,
      automountServiceAccountToken: true,
      securityContext: restrictedPod(USER, USER),
      containers: [
        {
          name: "apply",
          image: scriptImage,
          command: ["node", `${PROGRAM}/${SCRIPT}`],
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
          resources: bootstrapResources,
          securityContext: { ...restrictedContainer, capabilities: { drop: ["ALL"] } },
          volumeMounts: [
            { name: "program", mountPath: PROGRAM, readOnly: true },
            { name: "credentials", mountPath: CREDENTIALS, readOnly: true },
            { name: "roots", mountPath: ROOTS, readOnly: true },
          ],
        },
      ],
      volumes: [
        { name: "program", configMap: { name: files } },
        { name: "credentials", secret: { secretName: superuserSecret.name } },
        { name: "roots", configMap: { name: trustRoots.name } },
      ],
    },
  };
}
