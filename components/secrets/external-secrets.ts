import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope, resourceName } from "../../content/names";
import {
  copiedSecrets,
  type CopiedSecret,
  type GeneratedSecret,
  generatedSecrets,
  type SecretEntry,
} from "../../content/secrets";
import { pinnedRelease } from "../metrics/release";
import {
  externalSecretSpec,
  generatedSecretSpec,
  GENERATORS,
  passwordSpec,
  STORE,
  storeSpec,
} from "./external-secrets-plan";
import { externalSecretsValues } from "./external-secrets-values";
import { goesWith } from "../goes-with";

/** A secret that a service of AWS makes and changes by itself, and that something in the cluster reads. */
export interface ManagedSecret {
  /** Name of the copy. */
  readonly name: string;
  readonly namespace: string;
  /** Keys of the value, which is a JSON object. */
  readonly keys: readonly string[];
  readonly secretArn: pulumi.Input<string>;
}

export interface ExternalSecretsArgs {
  /** Names the secrets; its region is theirs. */
  readonly scope: NameScope;
  /** Namespace of the operator, with the service account of `content/workload-identities.ts`; Pod Security level `restricted`. */
  readonly namespace: string;
  /** The release that owns the definition of ServiceMonitor. */
  readonly monitoringCrds: pulumi.Resource;
  /** The authority that issues the certificate of its webhook; see `Certificates.authority`. */
  readonly authority: pulumi.Resource;
  /** What has to be there before it can read: the places of the secrets, and the role that is bound to its service account. */
  readonly after: readonly pulumi.Resource[];
  /** Secrets that services of AWS make by themselves, which are copied as well. @default none */
  readonly managed?: readonly ManagedSecret[];
  /** Namespaces in which others order copies of the store: those who exchange the regions' roots. @default none */
  readonly alsoUsedBy?: readonly string[];
  /** Namespaces whose programs do not run: nothing is copied or made there. @default none */
  readonly idle?: readonly string[];
  /**
   * The cluster, with which all that is not a release goes.
   * @default - none: each is deleted for itself
   */
  readonly cluster?: pulumi.Resource;
}

/**
 * Copies of credentials in the cluster: External Secrets, one store, which is the region's Secrets Manager and open to the namespaces that
 * read something, and an ExternalSecret for each credential of `content/secrets.ts` that something in the cluster reads.
 *
 * Besides, it makes the credentials that only the cluster itself has to know: at random, once.
 *
 * No value passes through Pulumi. Each copy waits for its value: until a person has put it (docs/secrets.md), making the copy fails after
 * ten minutes, and so does what reads it; nothing else waits.
 *
 * Costs 0.05 USD for ten thousand reads; a copy is read once an hour.
 */
export class ExternalSecrets extends pulumi.ComponentResource {
  /** The operator and its store, for what else is ordered of them. */
  readonly ready: readonly pulumi.Resource[];
  private readonly copies: ReadonlyMap<string, CustomResource>;

  constructor(name: string, args: ExternalSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:secrets:ExternalSecrets", name, {}, opts);

    const operator = this.createOperator(name, args);
    const store = this.createStore(name, args, operator);
    const copied = [operator, store];
    this.ready = copied;
    this.copies = new Map([
      ...copiedOf(args).map((entry) => [entry.name, this.createCopy(name, args, entry, copied)] as const),
      ...managedOf(args).map(
        (secret) => [secret.name, this.createManaged(name, args, secret, copied)] as const,
      ),
      ...generatedOf(args).map(
        (secret) => [secret.name, this.createGenerated(name, args, secret, operator)] as const,
      ),
    ]);
    this.registerOutputs();
  }

  /** The Secret of a name, for what reads it. */
  copy(entry: string): CustomResource {
    const copy = this.copies.get(entry);
    if (copy === undefined)
      throw new Error(`${entry} is neither copied nor made: content/secrets.ts does not say where to`);
    return copy;
  }

  private createOperator(name: string, args: ExternalSecretsArgs): Release {
    const { namespace, monitoringCrds, authority, after } = args;
    return pinnedRelease(
      `${name}-release`,
      { chart: "external-secrets", namespace, values: externalSecretsValues() },
      { parent: this, dependsOn: [monitoringCrds, authority, ...after] },
    );
  }

  private createStore(name: string, args: ExternalSecretsArgs, operator: Release): CustomResource {
    return new CustomResource(
      `${name}-store`,
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name: STORE, annotations: UNTIL_READY },
        spec: storeSpec(args.scope.region, [
          ...copiedOf(args).map(({ copiedTo }) => copiedTo),
          ...managedOf(args).map(({ namespace }) => namespace),
          ...(args.alsoUsedBy ?? []),
        ]),
      },
      this.inside(args, [operator]),
    );
  }

  private createCopy(
    name: string,
    args: ExternalSecretsArgs,
    entry: CopiedSecret,
    dependsOn: pulumi.Resource[],
  ): CustomResource {
    const spec = externalSecretSpec(entry, resourceName("secret", args.scope, entry.name));
    return this.createSecret(name, args, { ...entry, namespace: entry.copiedTo }, spec, dependsOn);
  }

  private createManaged(
    name: string,
    args: ExternalSecretsArgs,
    managed: ManagedSecret,
    dependsOn: pulumi.Resource[],
  ): CustomResource {
    const spec = externalSecretSpec(managed, managed.secretArn);
    return this.createSecret(name, args, managed, spec, dependsOn);
  }

  private createGenerated(
    name: string,
    args: ExternalSecretsArgs,
    generated: GeneratedSecret,
    operator: Release,
  ): CustomResource {
    const generator = new CustomResource(
      `${name}-${generated.name}-generator`,
      {
        apiVersion: GENERATORS,
        kind: "Password",
        metadata: { name: generated.name, namespace: generated.namespace },
        spec: passwordSpec(generated),
      },
      this.inside(args, [operator]),
    );
    return this.createSecret(name, args, generated, generatedSecretSpec(generated), [operator, generator]);
  }

  private createSecret(
    name: string,
    args: ExternalSecretsArgs,
    secret: Pick<SecretEntry, "name"> & { readonly namespace: string },
    spec: pulumi.Inputs,
    dependsOn: pulumi.Resource[],
  ): CustomResource {
    return new CustomResource(
      `${name}-${secret.name}`,
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: secret.name, namespace: secret.namespace, annotations: UNTIL_READY },
        spec,
      },
      this.inside(args, dependsOn),
    );
  }

  private inside(
    { cluster }: ExternalSecretsArgs,
    dependsOn: pulumi.Resource[],
  ): pulumi.CustomResourceOptions {
    return { parent: this, dependsOn, ...goesWith(cluster) };
  }
}

function copiedOf({ idle = [] }: ExternalSecretsArgs): readonly CopiedSecret[] {
  return copiedSecrets.filter(({ copiedTo }) => !idle.includes(copiedTo));
}

function generatedOf({ idle = [] }: ExternalSecretsArgs): readonly GeneratedSecret[] {
  return generatedSecrets.filter(({ namespace }) => !idle.includes(namespace));
}

function managedOf({ managed = [] }: ExternalSecretsArgs): readonly ManagedSecret[] {
  return managed;
}

/** Makes Pulumi wait until the value is in the cluster, not only the wish for it. */
const UNTIL_READY = { "pulumi.com/waitFor": "condition=Ready" };
