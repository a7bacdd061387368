import { signer, signerImage, workspacesHost } from "../../content/managed-prometheus/names";
import { containerResources, restrictedContainer } from "../../content/metrics/pod-security";
import type { TextLike } from "../metrics/settings";

/**
 * Where history can be asked, and what answers there.
 * - `Thanos`: over the region's own certificates
 * - `workspace`: of Amazon Managed Service for Prometheus, by way of a program in the pod that signs each question with its role; see
 *   {@link SIGNER_URL}
 */
export type HistorySource<Text extends TextLike = string> =
  | { readonly kind: "Thanos"; readonly url: Text }
  | {
      readonly kind: "workspace";
      readonly url: Text;
      /** Region of the workspace. */
      readonly region: string;
    };

/**
 * The address of the program that signs: the pod's own loopback, which no packet leaves. Whoever reaches it has the rights of the role, so
 * nobody but Grafana may.
 */
export const SIGNER_URL = `http://127.0.0.1:${signer.port}`;

/** It holds answers in memory while it passes them on: some megabytes for a graph over a year. */
const SIGNER_SIZE = { cpuMillicores: 20, memoryMiB: 64, memoryLimitMiB: 256 };

/**
 * What signs questions to a workspace, beside Grafana: its own data source no longer signs since version 13, and the plug-in that does is
 * fetched from the internet. A sidecar that starts before Grafana and ends after it. It signs for one service of one region and passes on to
 * one host, over TLS.
 */
export function signerBeside<Text extends TextLike>(history: HistorySource<Text> | undefined) {
  if (history?.kind !== "workspace") return {};
  const { region } = history;
  return {
    extraInitContainers: [
      {
        name: "signer",
        image: signerImage,
        restartPolicy: "Always",
        args: [
          `--port=127.0.0.1:${signer.port}`,
          "--name=aps",
          `--region=${region}`,
          `--host=${workspacesHost(region)}`,
          "--upstream-url-scheme=https",
        ],
        // As the pod's user: the image names none.
        securityContext: restrictedContainer,
        resources: containerResources(SIGNER_SIZE),
      },
    ],
  };
}
