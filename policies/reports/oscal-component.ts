import type { RuleDescription } from "../evaluation/results";
import {
  controlsOf,
  digestOf,
  frameworkResource,
  frameworkUuid,
  metadata,
  property,
  RULE_NAMESPACE,
  singleLine,
  uuidOf,
  type ControlRules,
  type Property,
} from "./oscal-parts";
import { rulesOf, type Report } from "./report";

/**
 * The packs as an OSCAL component definition: one component of the type `validation` a pack, its rules as properties, and for each
 * framework which of its controls which rules speak for. It says what is checked, not how it ended.
 */
export function oscalComponentDefinition(report: Report): string {
  const rules = rulesOf(report);
  const packs = [...new Set(rules.map(({ pack }) => pack))];
  const titles = [...new Set(rules.flatMap(({ controls }) => Object.keys(controls)))];
  const document = {
    "component-definition": {
      uuid: uuidOf("component-definition", report.version, digestOf(rules)),
      metadata: metadata("Policy packs of Pharos", report.version, report.endedAt),
      components: packs.map((pack) =>
        component(
          pack,
          rules.filter((rule) => rule.pack === pack),
        ),
      ),
      "back-matter": { resources: titles.map(frameworkResource) },
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function component(pack: string, rules: readonly RuleDescription[]) {
  const controls = controlsOf(rules);
  const titles = [...new Set(controls.map(({ framework }) => framework))];
  const implementations = titles.map((title) =>
    implementation(
      pack,
      title,
      controls.filter(({ framework }) => framework === title),
    ),
  );
  return {
    uuid: uuidOf("component", pack),
    type: "validation",
    title: `Policy pack ${pack}`,
    description: `The rules of the policy pack ${pack}, which judge every preview and update.`,
    props: rules.flatMap(ruleProperties),
    ...(implementations.length > 0 && { "control-implementations": implementations }),
  };
}

/** What belongs to one rule has the same remark: so readers of components keep rules apart. */
function ruleProperties({ id, title, remediation, severity, level, url }: RuleDescription): Property[] {
  const rule = (name: string, value: string): Property => ({
    name,
    ns: RULE_NAMESPACE,
    value: singleLine(value),
    remarks: id,
  });
  const own = (name: string, value: string): Property => ({ ...property(name, value), remarks: id });
  return [
    rule("Rule_Id", id),
    rule("Rule_Description", `${title}.`),
    rule("Check_Id", id),
    rule("Check_Description", `Judges every resource concerned. ${remediation}`),
    own("severity", severity),
    own("level", level),
    own("documentation", url),
  ];
}

function implementation(pack: string, framework: string, controls: readonly ControlRules[]) {
  return {
    uuid: uuidOf("control-implementation", pack, framework),
    source: `#${frameworkUuid(framework)}`,
    description: `Controls of ${framework} that rules of the pack ${pack} speak for. The mapping is Pharos' own reading; an assessor has to confirm it.`,
    "implemented-requirements": controls.map(({ token, number, rules }) => ({
      uuid: uuidOf("implemented-requirement", pack, token),
      "control-id": token,
      description: `${framework} ${number}: ${rules.map(({ title }) => `${title}.`).join(" ")}`,
      props: rules.map(({ id }) => ({ name: "Rule_Id", ns: RULE_NAMESPACE, value: id })),
    })),
  };
}
