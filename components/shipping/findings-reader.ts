import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { elasticsearchUrl } from "../../content/logs/names";
import { scriptImage } from "../../content/logs/versions";
import { CREDENTIALS_FOLDER, ROOTS_FOLDER } from "../../content/logs-shipping/names";
import { SECURITY_SCRIPT } from "../../content/logs-shipping/scripts";
import {
  recordParams,
  SECURITY_SCRIPTS_FOLDER,
  type SecurityPlace,
} from "../../content/logs-shipping/security-reader-config";
import { restrictedContainer } from "../../content/metrics/pod-security";
import { type Mounted, scratch } from "./pod-parts";
import { shippingResources } from "./sizes";

/** The program, as it is compiled. */
const PROGRAM = "read-findings.js";
const ALIVE_FOLDER = "/var/lib/findings";
const ALIVE_FILE = `${ALIVE_FOLDER}/alive`;
const ALIVE_MIB = 1;
/** Two waits for messages, and as much for a slow log store. */
const ALIVE_SECONDS = 120;
const PROBE_SECONDS = 30;

/** Files of the container beside the script of records. */
export function findingsProgram(): Record<string, string> {
  const text = readFileSync(path.join(__dirname, PROGRAM), "utf8");
  return { [PROGRAM]: text.replace(/^\/\/# sourceMappingURL=.*\n?/m, "") };
}

/** The folder in which the container says that it lives. */
export const aliveFolder: Mounted = scratch("alive", ALIVE_FOLDER, ALIVE_MIB);

/** The container that reads GuardDuty's findings from the queue that has them as events. */
export function findingsContainer(
  place: SecurityPlace,
  region: string,
  queue: pulumi.Input<string>,
  mounts: readonly types.input.core.v1.VolumeMount[],
): types.input.core.v1.Container {
  const age = `$(( $(date +%s) - $(stat -c %Y ${ALIVE_FILE}) ))`;
  const isAlive = { exec: { command: ["sh", "-c", `test ${age} -lt ${ALIVE_SECONDS}`] } };
  return {
    name: "findings",
    image: scriptImage,
    command: ["node", `${SECURITY_SCRIPTS_FOLDER}/${PROGRAM}`],
    env: [
      { name: "AWS_REGION", value: region },
      { name: "FINDINGS_QUEUE", value: queue },
      { name: "STORE_URL", value: elasticsearchUrl },
      { name: "USER_FOLDER", value: CREDENTIALS_FOLDER },
      { name: "ROOTS_FILE", value: `${ROOTS_FOLDER}/roots.pem` },
      { name: "RECORDS_SCRIPT", value: `${SECURITY_SCRIPTS_FOLDER}/${SECURITY_SCRIPT}` },
      { name: "RECORDS_PARAMS", value: JSON.stringify(recordParams(place)) },
      { name: "ALIVE_FILE", value: ALIVE_FILE },
    ],
    resources: shippingResources.findingsReader,
    securityContext: { ...restrictedContainer, capabilities: { drop: ["ALL"] } },
    livenessProbe: { ...isAlive, periodSeconds: PROBE_SECONDS, initialDelaySeconds: ALIVE_SECONDS },
    readinessProbe: { ...isAlive, periodSeconds: PROBE_SECONDS },
    volumeMounts: [...mounts],
  };
}
