import type { Release } from "@pulumi/kubernetes/helm/v3";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";
import { alertmanagerMembers } from "../../content/metrics/names";
import type { RuleInputs } from "../../content/runtime-security/lists";
import {
  auditFalcoName,
  FALCOSIDEKICK_PORT,
  falcoName,
  falcosidekickName,
} from "../../content/runtime-security/names";
import { pinnedRelease } from "../metrics/release";
import { auditFalcoValues, type FalcoInputs, falcoValues } from "./falco-values";
import { falcosidekickPods, falcosidekickValues } from "./falcosidekick-values";
import type { AuditLog, EventLog, RuntimeSecuritySettings } from "./settings";

export interface RuntimeSecurityArgs {
  readonly settings: RuntimeSecuritySettings;
  /** Namespace of what needs no node; Pod Security level `restricted`. */
  readonly namespace: string;
  /** Namespace of Falco on the nodes; the only one with Pod Security level `privileged`. */
  readonly nodeAgentsNamespace: string;
  /** Namespace of the region's Alertmanagers. */
  readonly alertmanagerNamespace: string;
  /**
   * The cluster's audit log.
   * @default none: a cluster that EKS does not run writes it where its operator says, and what is done in it is not judged
   */
  readonly auditLog?: AuditLog<pulumi.Input<string>>;
  /**
   * Where events are kept as records.
   * @default none: they are in Falco's log, and those of warning and more in Alertmanager
   */
  readonly eventLog?: EventLog<pulumi.Input<string>>;
  /**
   * Secret with Falcosidekick's certificate, as cert-manager writes it, for `falcosidekick.<namespace>.svc` and `falcosidekick`. Its pods wait
   * until it is there, and the release with them.
   */
  readonly servingSecret: string;
  /** The release that owns the definition of ServiceMonitor, which both charts make. */
  readonly monitoringCrds: pulumi.Resource;
  /** What pods need when they start: the certificate, the roots, and the roles by which the audit log is read and events are kept. */
  readonly after: readonly pulumi.Resource[];
  /**
   * What differs in our own rules.
   * @default nothing: no public address is right for Prometheus
   */
  readonly rules?: RuleInputs;
}

/**
 * What happens in a region's cluster, judged while it happens: Falco on every node, Falco on the cluster's audit log, and Falcosidekick,
 * which makes alerts of their events and gives them to the region's own Alertmanagers. Rules are the project's at an exact version and our
 * own (`content/runtime-security`).
 *
 * Costs about a tenth of a processor and half a GiB of memory on each node; reading the audit log is free up to CloudWatch's own limits.
 * Refuses rules that are fetched anew while it runs. Events go over TLS all the way.
 */
export class RuntimeSecurity extends pulumi.ComponentResource {
  /** Falco on every node. */
  readonly falco: Release;

  constructor(name: string, args: RuntimeSecurityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:runtime-security:RuntimeSecurity", name, {}, opts);

    const sidekick = this.createSidekick(name, args);
    this.createBudget(name, args, sidekick);
    this.falco = this.createFalco(name, args, sidekick);
    if (args.auditLog !== undefined) this.createAuditFalco(name, args, args.auditLog, sidekick);

    this.registerOutputs();
  }

  private createSidekick(name: string, args: RuntimeSecurityArgs): Release {
    const alertmanagers = alertmanagerMembers(args.alertmanagerNamespace).join(",");
    const { settings, servingSecret, monitoringCrds, after, eventLog } = args;
    const values = falcosidekickValues<pulumi.Input<string>>({
      settings,
      alertmanagers,
      servingSecret,
      ...(eventLog === undefined ? {} : { eventLog }),
    });
    return pinnedRelease(
      `${name}-falcosidekick`,
      { chart: "falcosidekick", namespace: args.namespace, values },
      { parent: this, dependsOn: [monitoringCrds, ...after] },
    );
  }

  /** The chart has none. */
  private createBudget(name: string, { namespace }: RuntimeSecurityArgs, sidekick: Release): void {
    new PodDisruptionBudget(
      `${name}-falcosidekick-budget`,
      {
        metadata: { name: falcosidekickName, namespace },
        spec: { minAvailable: 1, selector: { matchLabels: falcosidekickPods } },
      },
      { parent: this, dependsOn: [sidekick] },
    );
  }

  private createFalco(name: string, args: RuntimeSecurityArgs, sidekick: Release): Release {
    const values = falcoValues(falcoInputs(args));
    return pinnedRelease(
      `${name}-falco`,
      { chart: "falco", releaseName: falcoName, namespace: args.nodeAgentsNamespace, values },
      { parent: this, dependsOn: [args.monitoringCrds, ...args.after, sidekick] },
    );
  }

  private createAuditFalco(
    name: string,
    args: RuntimeSecurityArgs,
    auditLog: AuditLog<pulumi.Input<string>>,
    sidekick: Release,
  ): void {
    const values = auditFalcoValues<pulumi.Input<string>>({ ...falcoInputs(args), auditLog });
    pinnedRelease(
      `${name}-falco-k8s-audit`,
      { chart: "falco", releaseName: auditFalcoName, namespace: args.namespace, values },
      { parent: this, dependsOn: [args.monitoringCrds, ...args.after, sidekick] },
    );
  }
}

function falcoInputs({ namespace, rules }: RuntimeSecurityArgs): FalcoInputs {
  return {
    sidekickUrl: `https://${falcosidekickName}.${namespace}.svc:${FALCOSIDEKICK_PORT}/`,
    ...(rules === undefined ? {} : { rules }),
  };
}
