import { describe, NOTES, type SchemaNode } from "./settings-describe";
import { PROJECT } from "./settings-files";
import { settingsSchema } from "./settings";

/** File with the schema that editors use, relative to the project's root. */
export const SCHEMA_FILE = "stacks/settings.schema.json";

/**
 * JSON Schema of a `Pulumi.<stack>.yaml`: editors complete settings and mark mistakes with it. It knows one file at a time, so it does not
 * ask for settings that may stand in `Pulumi.yaml`, and leaves comparisons between settings and stacks to the program.
 */
export function stackFileSchema(): SchemaNode & Record<string, unknown> {
  const { properties = {} } = withoutNotes(describe(settingsSchema));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Pulumi.<region>.yaml of Pharos",
    description: "Settings of one region's stack. Shared values stand in Pulumi.yaml.",
    type: "object",
    properties: {
      config: {
        type: "object",
        description:
          "The stack's settings. Each replaces the value of the same name in Pulumi.yaml, groups as a whole.",
        properties: {
          ...Object.fromEntries(Object.entries(properties).map(([key, node]) => [`${PROJECT}:${key}`, node])),
          "aws:region": {
            type: "string",
            description:
              "Not needed: the program takes the region from pharos:region. If it is here, it must be the same.",
          },
        },
        patternProperties: { [`^(?!${PROJECT}:)[^:]+:.+$`]: true },
        additionalProperties: false,
      },
      environment: { description: "Pulumi ESC environments that the stack imports." },
      encryptionsalt: { type: "string", description: "Written by Pulumi." },
      encryptedkey: { type: "string", description: "Written by Pulumi." },
      secretsprovider: {
        type: "string",
        description: "Written by Pulumi: who encrypts the stack's secrets.",
      },
    },
    additionalProperties: false,
  };
}

function withoutNotes(node: SchemaNode): SchemaNode {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => (key === NOTES ? undefined : value)),
  ) as SchemaNode;
}
