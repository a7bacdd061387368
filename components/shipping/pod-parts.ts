import { createHash } from "node:crypto";
import type { types } from "@pulumi/kubernetes";
import { CREDENTIALS_FOLDER, ROOTS_FOLDER, TLS_FOLDER } from "../../content/logs-shipping/names";
import { trustRoots } from "../../content/metrics/certificates";

/** A volume of a pod, and where its container has it. */
export interface Mounted {
  readonly volume: types.input.core.v1.Volume;
  readonly mount: types.input.core.v1.VolumeMount;
}

/** A folder with the files of a ConfigMap, for reading. */
export function files(name: string, configMap: string, mountPath: string): Mounted {
  return {
    volume: { name, configMap: { name: configMap } },
    mount: { name, mountPath, readOnly: true },
  };
}

/** A folder with the keys of a Secret, for reading by the pod's group alone. */
function secretFiles(name: string, secretName: string, mountPath: string): Mounted {
  return {
    volume: { name, secret: { secretName, defaultMode: 0o440 } },
    mount: { name, mountPath, readOnly: true },
  };
}

/** An empty folder that goes with the pod. */
export function scratch(name: string, mountPath: string, sizeMiB: number): Mounted {
  return {
    volume: { name, emptyDir: { sizeLimit: `${sizeMiB}Mi` } },
    mount: { name, mountPath },
  };
}

/** The region's roots, and a certificate to show. */
export function certificates(secretName: string): readonly Mounted[] {
  return [files("roots", trustRoots.name, ROOTS_FOLDER), secretFiles("tls", secretName, TLS_FOLDER)];
}

/** The user and the password with which a program signs in to the log store. */
export function credentials(secretName: string): Mounted {
  return secretFiles("store", secretName, CREDENTIALS_FOLDER);
}

/** Marks pods with what they were configured with: they are made anew when it changes. */
export function configHash(...texts: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  return {
    "pharos.io/config-hash": createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16),
  };
}

/** Labels by which a Service, a monitor or a flow finds the pods of a program. */
export function labelsOf(name: string): Record<string, string> {
  return { "app.kubernetes.io/name": name };
}
