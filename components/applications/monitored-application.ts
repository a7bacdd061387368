import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { ConfigMap, Namespace } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";
import { type AlertLinks, renderGroups } from "../../content/alerts/render";
import { type Application, namespaceOf, type Service } from "../../content/applications/application";
import { objectiveAlerts } from "../../content/applications/burn-rate";
import { applicationFaults, refuseFaults } from "../../content/applications/check";
import { applicationDashboard } from "../../content/applications/dashboard";
import { planMonitor } from "../../content/applications/monitors";
import { applicationLabels, podSizes, serviceCertificate } from "../../content/applications/namespace";
import {
  instrumentationSpec,
  type TracedPlace,
  tracingConfigName,
  tracingVariables,
} from "../../content/applications/tracing";
import { planScrapes, planTraffic } from "../../content/applications/traffic";
import { dashboardJson } from "../../content/dashboards";
import { applicationsFolder, folderAnnotation, sidecarLabel } from "../../content/dashboards/provisioning";
import type { PlannedPolicy } from "../../content/flows/network-policies";
import { dashboardsNamespace, monitoringNamespace } from "../../content/versions";
import { leafSpec } from "../certificates/certificate-plan";
import { NamespaceBounds } from "../cluster/namespace-bounds";

export interface MonitoredApplicationArgs {
  /** What is to be watched. Everything in it but names, team and metrics has a default. */
  readonly application: Application;
  /** Where it runs, for its traces to say so. */
  readonly place: TracedPlace;
  /**
   * What has to be there: the release that owns the definitions of monitors and rules, the one whose webhook judges rules, the region's
   * authority, and the namespaces of Prometheus and Grafana.
   */
  readonly after: readonly pulumi.Resource[];
  /**
   * The release of OpenTelemetry's operator: pods that ask for it by annotation are then instrumented.
   * @default - none: libraries read the ConfigMap `opentelemetry`
   */
  readonly instrumentation?: pulumi.Resource;
  /** @default paths: of the repository for runbooks, below Grafana for panels */
  readonly links?: AlertLinks;
  /** The most nodes that the cluster may have. */
  readonly mostNodes: number;
  /** For objects of the cluster. */
  readonly provider: pulumi.ProviderResource;
  /** The cluster, with which all of it goes. @default - none: each is deleted for itself */
  readonly cluster?: pulumi.Resource;
}

/**
 * An application, watched: scraped within its team's budget of series, its logs sent the one way that is theirs, traced, alerted by how fast
 * it uses up what may go wrong, and shown on a dashboard of its own. A team writes an `Application`; the rest follows.
 *
 * What its pods have to do: carry the label `app.kubernetes.io/name`, serve metrics with the certificate of the secret `<service>-tls`
 * mounted at `/etc/pharos/tls`, and take the environment of the ConfigMap `opentelemetry`.
 *
 * Costs its series: about 8 KiB of memory each in both halves of the Prometheus pair. The rest costs nothing.
 *
 * Refuses, all at once: series over the team's budget, labels that name people, metrics against Prometheus' conventions, logs of a class
 * that the log store cannot keep, objectives about what is not declared or that could never fire.
 */
export class MonitoredApplication extends pulumi.ComponentResource {
  /** The namespace in which it runs. */
  readonly namespace: string;
  /** Labels that the namespace has, or needs if it is made elsewhere. */
  readonly namespaceLabels: Readonly<Record<string, string>>;

  constructor(name: string, args: MonitoredApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:applications:MonitoredApplication", name, {}, opts);
    const { application } = args;
    refuseFaults(`the application ${application.name}`, applicationFaults(application));

    this.namespace = namespaceOf(application);
    this.namespaceLabels = applicationLabels(application);
    const inside = this.createNamespace(name, args);
    this.createTraffic(name, args, inside);
    const certificates = this.createCertificates(name, args, inside);
    this.createMonitors(name, args, certificates);
    this.createTracing(name, args, inside);
    this.createAlerts(name, args);
    this.createDashboard(name, args);
    this.registerOutputs({ namespace: this.namespace });
  }

  /** @returns what has to be there before something is put into the namespace */
  private createNamespace(name: string, args: MonitoredApplicationArgs): pulumi.Resource[] {
    if (args.application.existingNamespace !== undefined) return [];
    const { application, provider, cluster, mostNodes } = args;
    const namespace = new Namespace(
      `${name}-namespace`,
      { metadata: { name: this.namespace, labels: { ...this.namespaceLabels } } },
      this.opts(args, []),
    );
    new NamespaceBounds(
      `${name}-bounds`,
      {
        namespaces: new Map([[this.namespace, namespace]]),
        sizes: { [this.namespace]: podSizes(application) },
        mostNodes,
        labels: ownLabels(application),
        provider,
        ...(cluster === undefined ? {} : { cluster }),
      },
      { parent: this },
    );
    return [namespace];
  }

  private createTraffic(name: string, args: MonitoredApplicationArgs, inside: pulumi.Resource[]): void {
    for (const planned of this.planPolicies(args)) {
      new NetworkPolicy(
        `${name}-traffic-${planned.name}`,
        {
          metadata: {
            name: planned.name,
            namespace: planned.namespace,
            labels: ownLabels(args.application),
            annotations: { "pharos.io/reason": planned.why },
          },
          spec: planned.spec,
        },
        this.opts(args, inside),
      );
    }
  }

  private planPolicies({ application }: MonitoredApplicationArgs): PlannedPolicy[] {
    const { existingNamespace } = application;
    if (existingNamespace === undefined) return planTraffic(application, this.namespace);
    return existingNamespace.traffic === "closed" ? planScrapes(application, this.namespace) : [];
  }

  private createCertificates(
    name: string,
    args: MonitoredApplicationArgs,
    inside: pulumi.Resource[],
  ): CustomResource[] {
    return args.application.services.map((service) => {
      const certificate = serviceCertificate(service, this.namespace);
      return new CustomResource(
        `${name}-${certificate.secretName}`,
        {
          apiVersion: "cert-manager.io/v1",
          kind: "Certificate",
          metadata: {
            name: certificate.secretName,
            namespace: this.namespace,
            labels: ownLabels(args.application),
            annotations: { "pulumi.com/waitFor": "condition=Ready" },
          },
          spec: leafSpec(certificate),
        },
        this.opts(args, [...args.after, ...inside]),
      );
    });
  }

  private createMonitors(
    name: string,
    args: MonitoredApplicationArgs,
    certificates: readonly CustomResource[],
  ): void {
    for (const service of args.application.services) this.createMonitor(name, args, service, certificates);
  }

  private createMonitor(
    name: string,
    args: MonitoredApplicationArgs,
    service: Service,
    certificates: readonly CustomResource[],
  ): void {
    const { kind, spec } = planMonitor(args.application, service, this.namespace);
    new CustomResource(
      `${name}-${service.name}-monitor`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind,
        metadata: {
          // Two applications in one namespace of Prometheus may have a service of the same name.
          name: `${args.application.name}-${service.name}`,
          namespace: monitoringNamespace,
          labels: ownLabels(args.application),
          ...(service.plainTextBecause === undefined
            ? {}
            : { annotations: { "pharos.io/plain-text-because": service.plainTextBecause } }),
        },
        spec,
      },
      this.opts(args, [...args.after, ...certificates]),
    );
  }

  private createTracing(name: string, args: MonitoredApplicationArgs, inside: pulumi.Resource[]): void {
    const { application, place, instrumentation } = args;
    if (application.tracing === "off") return;
    const metadata = {
      name: tracingConfigName,
      namespace: this.namespace,
      labels: ownLabels(application),
    };
    new ConfigMap(
      `${name}-tracing`,
      { metadata, data: tracingVariables(application, place) },
      this.opts(args, inside),
    );
    if (instrumentation === undefined) return;
    new CustomResource(
      `${name}-instrumentation`,
      {
        apiVersion: "opentelemetry.io/v1alpha1",
        kind: "Instrumentation",
        metadata,
        spec: instrumentationSpec(application, place),
      },
      this.opts(args, [...inside, instrumentation]),
    );
  }

  private createAlerts(name: string, args: MonitoredApplicationArgs): void {
    const { application, links } = args;
    if (application.objectives.length === 0) return;
    const group = objectiveAlerts(application);
    new CustomResource(
      `${name}-objectives`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: {
          name: `pharos-${group.name}`,
          namespace: monitoringNamespace,
          labels: ownLabels(application),
        },
        spec: renderGroups([group], links),
      },
      this.opts(args, args.after),
    );
  }

  private createDashboard(name: string, args: MonitoredApplicationArgs): void {
    const dashboard = applicationDashboard(args.application, this.namespace);
    const { name: label, value } = sidecarLabel;
    new ConfigMap(
      `${name}-dashboard`,
      {
        metadata: {
          name: `dashboard-${dashboard.uid}`,
          namespace: dashboardsNamespace,
          labels: { ...ownLabels(args.application), [label]: value },
          annotations: { [folderAnnotation]: applicationsFolder },
        },
        data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard) },
      },
      this.opts(args, args.after),
    );
  }

  private opts(
    { provider, cluster }: MonitoredApplicationArgs,
    dependsOn: readonly pulumi.Resource[],
  ): pulumi.CustomResourceOptions {
    return { parent: this, provider, dependsOn: [...dependsOn], deletedWith: cluster };
  }
}

/** Labels of everything that is made for an application. */
function ownLabels({ name, team }: Application): Record<string, string> {
  return { "pharos/application": name, "pharos/team": team };
}
